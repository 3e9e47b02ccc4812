INSERT INTO users (email, code) VALUES ('a@example.com', 'one'), ('b@example.com', 'two');
