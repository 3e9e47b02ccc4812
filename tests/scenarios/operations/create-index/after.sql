CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
CREATE SCHEMA "Other";
CREATE TABLE "Other"."T" (a integer, "B" text, c tsvector);
CREATE UNIQUE INDEX users_email_lower ON users (lower(email)) INCLUDE (nickname) WHERE nickname IS NOT NULL;
COMMENT ON INDEX users_email_lower IS 'who signs in';
CREATE INDEX "T index" ON "Other"."T" ("B" COLLATE "C" text_pattern_ops DESC NULLS LAST, a) WITH (fillfactor = 70);
CREATE INDEX t_c ON "Other"."T" USING gin (c);
