CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text,
    "lastSeen" timestamptz NOT NULL DEFAULT now(),
    token uuid DEFAULT gen_random_uuid(),
    score integer NOT NULL DEFAULT 0
);
COMMENT ON COLUMN users."lastSeen" IS 'by any device';
CREATE TABLE "Small" (id integer PRIMARY KEY, token uuid NOT NULL DEFAULT gen_random_uuid(), double integer GENERATED ALWAYS AS (id * 2) STORED);
