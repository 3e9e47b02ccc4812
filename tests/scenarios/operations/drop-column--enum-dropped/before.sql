CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE DOMAIN short AS text CHECK (length(VALUE) < 9);
CREATE TYPE place AS (x integer, y integer);
CREATE TABLE users (
    mood mood NOT NULL DEFAULT 'sad',
    email text NOT NULL,
    moods mood[] NOT NULL,
    label short DEFAULT 'none',
    place place
);
