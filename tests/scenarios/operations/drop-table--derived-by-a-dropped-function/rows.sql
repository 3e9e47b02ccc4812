INSERT INTO notes (id, text) VALUES (1, 'One'), (2, 'Two');
