CREATE SEQUENCE invoice_numbers;
CREATE TABLE invoices (id bigint PRIMARY KEY, number bigint NOT NULL DEFAULT nextval('invoice_numbers'));
ALTER SEQUENCE invoice_numbers OWNED BY invoices.number;
