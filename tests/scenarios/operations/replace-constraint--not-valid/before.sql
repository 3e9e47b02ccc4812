CREATE TABLE orders (id bigint PRIMARY KEY, amount numeric, CONSTRAINT amount_range CHECK (amount > 0));
