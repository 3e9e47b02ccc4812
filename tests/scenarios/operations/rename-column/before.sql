CREATE SCHEMA shop;
CREATE TABLE shop.customers (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT customers_pkey PRIMARY KEY,
    mail text NOT NULL,
    name text,
    shout text GENERATED ALWAYS AS (upper(mail)) STORED,
    CONSTRAINT mail_once UNIQUE (mail),
    CONSTRAINT mail_has_at CHECK (mail LIKE '%@%' AND length(mail) < 300 AND 'mail' <> name)
);
CREATE INDEX mail_lower ON shop.customers (lower(mail), mail text_pattern_ops) INCLUDE (name) WHERE mail <> 'mail';
CREATE TABLE shop.orders (
    id bigint PRIMARY KEY,
    customer_id bigint NOT NULL CONSTRAINT order_customer REFERENCES shop.customers (id),
    mail text
);
CREATE FUNCTION shop.noop() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN new; END$$;
CREATE TRIGGER mail BEFORE UPDATE OF name, mail ON shop.customers FOR EACH ROW WHEN (old.mail IS DISTINCT FROM new.mail) EXECUTE FUNCTION shop.noop('mail');
CREATE POLICY own ON shop.customers FOR ALL USING (mail = current_user) WITH CHECK (customers.mail <> 'mail');
CREATE POLICY theirs ON shop.orders USING (EXISTS (SELECT 1 FROM shop.customers c WHERE c.id = orders.customer_id AND c.mail = orders.mail));
CREATE VIEW shop.mails AS SELECT c.id AS number, c.mail AS address FROM shop.customers c;
CREATE VIEW shop.names AS SELECT name FROM shop.customers;
