INSERT INTO users (legacy, email) VALUES (1, 'a@example.com');
INSERT INTO late_guests (legacy, email, hour) VALUES (2, 'b@example.com', 23);
