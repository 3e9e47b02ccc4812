CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
CREATE SCHEMA "Other";
CREATE TABLE "Other"."T" (a integer, "B" text, c tsvector);
