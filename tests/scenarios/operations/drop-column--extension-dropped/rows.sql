INSERT INTO users VALUES ('a@example.com', 'Ada', 'ada', '{Ada}');
