CREATE TABLE orders (id bigint PRIMARY KEY, amount numeric);
ALTER TABLE orders ADD CONSTRAINT amount_range CHECK (amount > 1) NOT VALID;
