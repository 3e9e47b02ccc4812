CREATE TABLE orders (id bigint PRIMARY KEY, year integer, number bigint, CONSTRAINT once UNIQUE (number));
