CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
CREATE INDEX users_email ON users (email);
CREATE INDEX "old Name" ON users (nickname);
