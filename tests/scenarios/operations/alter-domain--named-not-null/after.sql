CREATE DOMAIN percent AS integer CONSTRAINT told NOT NULL;
CREATE DOMAIN share AS integer CONSTRAINT told NOT NULL;
CREATE TABLE offers (id bigint PRIMARY KEY, discount percent);
