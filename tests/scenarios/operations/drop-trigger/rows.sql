INSERT INTO users (email, nickname) VALUES ('ada@example.com', 'a'), ('bob@example.com', NULL);
