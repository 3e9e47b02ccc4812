CREATE SEQUENCE numbers;
CREATE TABLE invoices (id bigint PRIMARY KEY, number bigint NOT NULL DEFAULT nextval('numbers'));
ALTER SEQUENCE numbers OWNED BY invoices.number;
