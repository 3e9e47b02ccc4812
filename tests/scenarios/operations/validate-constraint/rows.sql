INSERT INTO users (email, nickname) VALUES ('ada@example.com', 'ada'), ('bob@example.com', NULL);
INSERT INTO posts VALUES (1, 1, 'one');
