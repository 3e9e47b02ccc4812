CREATE TABLE orders (id bigint PRIMARY KEY, amount numeric, CONSTRAINT amount_range CHECK (amount > 0));
COMMENT ON CONSTRAINT amount_range ON orders IS 'no gifts';
