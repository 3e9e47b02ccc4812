CREATE DOMAIN label AS text COLLATE "C" CONSTRAINT label_short CHECK (length(VALUE) < 100);
GRANT USAGE ON DOMAIN label TO PUBLIC;
CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
ALTER TABLE users ADD COLUMN title label;
