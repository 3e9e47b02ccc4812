CREATE TABLE products (
    id bigint PRIMARY KEY,
    net numeric NOT NULL,
    "Gross" numeric GENERATED ALWAYS AS (net * 1.19) VIRTUAL
);
COMMENT ON COLUMN products."Gross" IS 'with tax';
