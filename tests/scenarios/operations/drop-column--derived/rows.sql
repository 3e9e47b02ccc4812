INSERT INTO users (price, email) VALUES (1, 'a@example.com'), (2, 'b@example.com');
