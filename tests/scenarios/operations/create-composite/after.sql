CREATE TYPE currency AS ENUM ('EUR', 'USD');
CREATE TYPE money_amount AS (amount numeric(12,2), "In" currency);
COMMENT ON TYPE money_amount IS 'so much of a currency';
COMMENT ON COLUMN money_amount.amount IS 'never negative';
CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
ALTER TABLE users ADD COLUMN balance money_amount;
