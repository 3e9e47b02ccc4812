CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
CREATE UNIQUE INDEX users_nickname ON users (lower(nickname));
ALTER TABLE users ADD CONSTRAINT now_a_key UNIQUE (id, email);
CREATE UNIQUE INDEX once_a_key ON users (nickname, email);
CREATE TABLE small (a integer);
