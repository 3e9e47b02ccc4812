CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
CREATE TABLE invoices (number integer PRIMARY KEY, total numeric, reference bigint);
CREATE SEQUENCE invoices_number_seq AS bigint INCREMENT BY 2 MINVALUE 1;
ALTER TABLE invoices ALTER COLUMN number SET DEFAULT nextval('invoices_number_seq');
CREATE SEQUENCE spare OWNED BY invoices.reference;
