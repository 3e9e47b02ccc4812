CREATE EXTENSION hstore;
COMMENT ON EXTENSION hstore IS 'keys and values';
CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
ALTER TABLE users ADD COLUMN extra hstore;
