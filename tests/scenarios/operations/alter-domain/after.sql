CREATE SCHEMA kinds;
CREATE DOMAIN kinds.age AS integer DEFAULT 18 NOT NULL CONSTRAINT age_positive CHECK (VALUE > 0) CONSTRAINT "Age limit" CHECK (VALUE < 150);
COMMENT ON CONSTRAINT "Age limit" ON DOMAIN kinds.age IS 'nobody is older';
CREATE TABLE people (id bigint PRIMARY KEY, age kinds.age);
