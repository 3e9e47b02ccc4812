CREATE TABLE users (
    price numeric NOT NULL,
    gross numeric GENERATED ALWAYS AS (price * 1.2) STORED,
    email text NOT NULL
);
