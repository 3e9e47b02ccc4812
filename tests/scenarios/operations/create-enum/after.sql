CREATE SCHEMA app;
CREATE TYPE app."Mood" AS ENUM ('so-so', 'it''s fine', 'happy');
COMMENT ON TYPE app."Mood" IS 'how somebody feels';
CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
ALTER TABLE users ADD COLUMN mood app."Mood" NOT NULL DEFAULT 'happy';
