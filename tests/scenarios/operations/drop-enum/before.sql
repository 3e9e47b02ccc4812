CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
ALTER TABLE users ADD COLUMN mood mood DEFAULT 'sad';
CREATE INDEX users_sad ON users (id) WHERE mood = 'sad';
