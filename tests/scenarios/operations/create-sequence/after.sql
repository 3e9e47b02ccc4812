CREATE SCHEMA "Counters";
CREATE SEQUENCE "Counters"."invoiceNumber" AS integer START 1000 INCREMENT BY 5 MAXVALUE 900000 CACHE 10 CYCLE;
COMMENT ON SEQUENCE "Counters"."invoiceNumber" IS 'gaps are fine';
CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
CREATE TABLE invoices (
    number integer DEFAULT nextval('"Counters"."invoiceNumber"') PRIMARY KEY
);
