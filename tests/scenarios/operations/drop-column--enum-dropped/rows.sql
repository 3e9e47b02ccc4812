INSERT INTO users (email, mood, moods, place) VALUES ('a@example.com', 'happy', '{sad,happy}', '(1,2)'), ('b@example.com', 'sad', '{}', NULL);
