CREATE SCHEMA shop;
CREATE TYPE shop.state AS ENUM ('open', 'shut');
CREATE DOMAIN shop.percent AS integer CHECK (VALUE BETWEEN 0 AND 100);
CREATE SEQUENCE shop.numbers;
CREATE TABLE shop.orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number bigint NOT NULL DEFAULT nextval('shop.numbers'),
    state shop.state NOT NULL DEFAULT 'open',
    discount shop.percent
);
CREATE INDEX ON shop.orders (number) WHERE state = 'open';
CREATE TABLE invoices (id bigint PRIMARY KEY, order_id bigint REFERENCES shop.orders (id));
CREATE VIEW open_orders AS SELECT orders.id, invoices.id AS invoice FROM shop.orders JOIN invoices ON invoices.order_id = orders.id WHERE orders.state = 'open';
CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE UPDATE ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.touch();
CREATE FUNCTION state_of(o shop.orders) RETURNS shop.state LANGUAGE sql AS 'SELECT $1.state';
