CREATE TABLE orders (id bigint NOT NULL, year integer NOT NULL, CONSTRAINT orders_key PRIMARY KEY (id));
