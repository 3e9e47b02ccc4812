CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
CREATE INDEX users_email ON users (email);
COMMENT ON INDEX users_email IS 'not used';
CREATE UNIQUE INDEX users_nickname ON users (nickname);
CREATE UNIQUE INDEX now_a_key ON users (id, email);
ALTER TABLE users ADD CONSTRAINT once_a_key UNIQUE (nickname, email);
CREATE TABLE small (a integer);
CREATE INDEX "Small A" ON small (a DESC);
