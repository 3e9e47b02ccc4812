CREATE TABLE products (
    id bigint PRIMARY KEY,
    net numeric NOT NULL
);
