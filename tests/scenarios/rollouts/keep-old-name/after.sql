CREATE SCHEMA shop;
CREATE TABLE shop.clients (id int PRIMARY KEY, name text NOT NULL, active boolean NOT NULL DEFAULT true, since date);
CREATE TABLE shop.orders (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES shop.clients (id));
GRANT SELECT, INSERT ON shop.clients TO PUBLIC;
