CREATE SCHEMA shop;
CREATE TABLE shop.customers (id int PRIMARY KEY, name text NOT NULL, active boolean NOT NULL DEFAULT true);
CREATE TABLE shop.orders (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES shop.customers (id));
GRANT SELECT, INSERT ON shop.customers TO PUBLIC;
INSERT INTO shop.customers SELECT n, 'customer ' || n FROM generate_series(1, 10) AS n;
INSERT INTO shop.orders SELECT n, n FROM generate_series(1, 10) AS n;
