CREATE SCHEMA sales;
CREATE TYPE sales.state AS ENUM ('open', 'shut');
CREATE DOMAIN sales.percent AS integer CHECK (VALUE BETWEEN 0 AND 100);
CREATE SEQUENCE sales.numbers;
CREATE TABLE sales.orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number bigint NOT NULL DEFAULT nextval('sales.numbers'),
    state sales.state NOT NULL DEFAULT 'open',
    discount sales.percent
);
CREATE INDEX ON sales.orders (number) WHERE state = 'open';
CREATE TABLE invoices (id bigint PRIMARY KEY, order_id bigint REFERENCES sales.orders (id));
CREATE VIEW open_orders AS SELECT orders.id, invoices.id AS invoice FROM sales.orders JOIN invoices ON invoices.order_id = orders.id WHERE orders.state = 'open';
CREATE FUNCTION sales.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE UPDATE ON sales.orders FOR EACH ROW EXECUTE FUNCTION sales.touch();
CREATE FUNCTION state_of(o sales.orders) RETURNS sales.state LANGUAGE sql AS 'SELECT $1.state';
