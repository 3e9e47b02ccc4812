INSERT INTO users (email, legacy) VALUES ('a@example.com', 1), ('b@example.com', 2);
