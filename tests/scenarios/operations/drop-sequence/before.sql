CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
CREATE TABLE invoices (number serial PRIMARY KEY, total numeric);
CREATE SEQUENCE spare INCREMENT BY -1;
