INSERT INTO users (email, nickname) VALUES ('ada@example.com', 'ada'), ('bob@example.com', NULL);
