CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE VIEW people AS SELECT name FROM users;
CREATE FUNCTION everybody() RETURNS SETOF people LANGUAGE sql AS 'SELECT * FROM public.people';
CREATE FUNCTION first_one() RETURNS people LANGUAGE sql BEGIN ATOMIC SELECT everybody.* FROM everybody() LIMIT 1; END;
CREATE VIEW firsts AS SELECT (first_one()).name;
