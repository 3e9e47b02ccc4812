CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
CREATE SCHEMA "Sales Data";
COMMENT ON SCHEMA "Sales Data" IS 'what the shop sold';
CREATE TABLE "Sales Data"."Order" (
    id bigint PRIMARY KEY,
    "placedAt" timestamptz NOT NULL DEFAULT now()
);
