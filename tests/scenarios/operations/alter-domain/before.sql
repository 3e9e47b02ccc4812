CREATE SCHEMA kinds;
CREATE DOMAIN kinds.age AS integer CONSTRAINT age_positive CHECK (VALUE >= 0) CONSTRAINT age_known CHECK (VALUE < 200);
CREATE TABLE people (id bigint PRIMARY KEY, age kinds.age);
