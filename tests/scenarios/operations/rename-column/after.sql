CREATE SCHEMA shop;
CREATE TABLE shop.customers (
    "customerId" bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT customers_pkey PRIMARY KEY,
    "E-Mail" text NOT NULL,
    name text,
    shout text GENERATED ALWAYS AS (upper("E-Mail")) STORED,
    CONSTRAINT mail_once UNIQUE ("E-Mail"),
    CONSTRAINT mail_has_at CHECK ("E-Mail" LIKE '%@%' AND length("E-Mail") < 300 AND 'mail' <> name)
);
CREATE INDEX mail_lower ON shop.customers (lower("E-Mail"), "E-Mail" text_pattern_ops) INCLUDE (name) WHERE "E-Mail" <> 'mail';
CREATE TABLE shop.orders (
    id bigint PRIMARY KEY,
    customer_id bigint NOT NULL CONSTRAINT order_customer REFERENCES shop.customers ("customerId"),
    mail text
);
CREATE FUNCTION shop.noop() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN new; END$$;
CREATE TRIGGER mail BEFORE UPDATE OF name, "E-Mail" ON shop.customers FOR EACH ROW WHEN (old."E-Mail" IS DISTINCT FROM new."E-Mail") EXECUTE FUNCTION shop.noop('mail');
CREATE POLICY own ON shop.customers FOR ALL USING ("E-Mail" = current_user) WITH CHECK (customers."E-Mail" <> 'mail');
CREATE POLICY theirs ON shop.orders USING (EXISTS (SELECT 1 FROM shop.customers c WHERE c."customerId" = orders.customer_id AND c."E-Mail" = orders.mail));
CREATE VIEW shop.mails AS SELECT c."customerId" AS number, c."E-Mail" AS address FROM shop.customers c;
CREATE VIEW shop.names AS SELECT name FROM shop.customers;
