CREATE DOMAIN "Percent" AS numeric(5,2) DEFAULT 0 CONSTRAINT percent_range CHECK (VALUE >= 0 AND VALUE <= 100);
COMMENT ON DOMAIN "Percent" IS 'from 0 to 100';
COMMENT ON CONSTRAINT percent_range ON DOMAIN "Percent" IS 'both ends count';
CREATE DOMAIN label AS text NOT NULL;
CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
CREATE TABLE discounts (
    id bigint PRIMARY KEY,
    name label,
    share "Percent" NOT NULL
);
