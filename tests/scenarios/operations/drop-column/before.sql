CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
ALTER TABLE users ADD COLUMN "old Code" varchar(10) NOT NULL DEFAULT 'x';
ALTER TABLE users ADD COLUMN legacy integer NOT NULL DEFAULT 7;
ALTER TABLE users ALTER COLUMN legacy DROP DEFAULT;
COMMENT ON COLUMN users.legacy IS 'from the first system';
CREATE INDEX users_legacy ON users (legacy, email);
ALTER TABLE users ADD CONSTRAINT users_code CHECK ("old Code" <> '');
CREATE VIEW codes AS SELECT id, "old Code" FROM users;
