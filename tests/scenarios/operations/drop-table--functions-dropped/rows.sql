INSERT INTO notes (id, word) VALUES (1, 'one'), (2, 'two');
