CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL, placed_at timestamptz NOT NULL);
CREATE INDEX orders_customer_id ON orders (customer_id);
COMMENT ON INDEX orders_customer_id IS 'who bought';
