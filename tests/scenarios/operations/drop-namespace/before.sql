CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
CREATE SCHEMA archive;
GRANT USAGE ON SCHEMA archive TO PUBLIC;
COMMENT ON SCHEMA archive IS 'what nobody needs';
CREATE TABLE archive.old_users (id bigint PRIMARY KEY, email text);
