CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE VIEW people AS SELECT name FROM users;
CREATE FUNCTION everybody() RETURNS SETOF people LANGUAGE sql AS 'SELECT * FROM public.people';
