INSERT INTO teams VALUES (1), (2);
INSERT INTO users (team_id, email) VALUES (1, 'a@example.com'), (2, 'b@example.com');
