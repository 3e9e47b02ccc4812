CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
CREATE INDEX users_email_idx ON users (email);
CREATE INDEX users_nickname_idx ON users (nickname);
