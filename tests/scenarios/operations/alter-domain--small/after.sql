CREATE DOMAIN percent AS integer NOT NULL CONSTRAINT positive CHECK (VALUE > 0);
CREATE TABLE offers (id bigint PRIMARY KEY, discount percent);
