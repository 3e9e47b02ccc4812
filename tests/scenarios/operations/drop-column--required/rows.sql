INSERT INTO users (legacy, note, email) VALUES (1, 'one', 'a@example.com'), (2, 'two', 'b@example.com');
