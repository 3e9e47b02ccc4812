CREATE DOMAIN percent AS integer CONSTRAINT positive CHECK (VALUE >= 0);
CREATE TABLE offers (id bigint PRIMARY KEY, discount percent);
