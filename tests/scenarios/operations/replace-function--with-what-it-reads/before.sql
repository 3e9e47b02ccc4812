CREATE TABLE posts (id bigint PRIMARY KEY, title text);
CREATE FUNCTION titles() RETURNS SETOF text LANGUAGE sql AS 'SELECT title FROM public.posts';
CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION two() RETURNS integer LANGUAGE sql AS 'SELECT public.one() + 1';
