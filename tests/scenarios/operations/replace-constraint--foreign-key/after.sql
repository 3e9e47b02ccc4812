CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, CONSTRAINT customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE);
