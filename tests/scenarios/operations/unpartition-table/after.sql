CREATE TABLE devices (id integer PRIMARY KEY);
CREATE TABLE orders (
    id bigint GENERATED ALWAYS AS IDENTITY (START 100), at date NOT NULL, state text NOT NULL DEFAULT 'open' CONSTRAINT state_known CHECK (state <> ''),
    device integer CONSTRAINT order_device REFERENCES devices (id) ON DELETE SET NULL, PRIMARY KEY (id, at)
);
COMMENT ON TABLE orders IS 'what was asked for';
COMMENT ON COLUMN orders.state IS 'how far it is';
CREATE INDEX orders_state ON orders (state) WHERE state <> 'done';
COMMENT ON INDEX orders_state IS 'the open ones';
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN new; END$$;
CREATE TRIGGER touch BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER told AFTER INSERT ON orders FOR EACH STATEMENT EXECUTE FUNCTION touch();
GRANT SELECT ON orders TO PUBLIC;
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON orders USING (state <> 'secret');
CREATE TABLE items (order_id bigint, order_at date, CONSTRAINT item_order FOREIGN KEY (order_id, order_at) REFERENCES orders (id, at));
CREATE POLICY of_order ON items USING (EXISTS (SELECT FROM orders o WHERE o.id = items.order_id));
CREATE VIEW open_orders AS SELECT id, at FROM orders WHERE state <> 'done';
CREATE VIEW open_count AS SELECT count(*) AS n FROM open_orders;
GRANT SELECT ON open_orders TO PUBLIC;
