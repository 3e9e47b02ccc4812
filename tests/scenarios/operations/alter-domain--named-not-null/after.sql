CREATE DOMAIN percent AS integer;
ALTER DOMAIN percent ADD CONSTRAINT told NOT NULL;
CREATE DOMAIN share AS integer;
ALTER DOMAIN share ADD CONSTRAINT told NOT NULL;
CREATE TABLE offers (id bigint PRIMARY KEY, discount percent);
