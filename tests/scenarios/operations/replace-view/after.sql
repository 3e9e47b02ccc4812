CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
CREATE VIEW names AS SELECT id, COALESCE(nickname, email) AS name FROM users;
COMMENT ON VIEW names IS 'how people are called';
CREATE VIEW short_names AS SELECT name FROM names WHERE length(name) < 5;
