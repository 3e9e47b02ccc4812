CREATE TABLE posts (id bigint PRIMARY KEY, title text, subtitle text);
CREATE TABLE drafts (id bigint PRIMARY KEY, title text);
CREATE FUNCTION titles() RETURNS SETOF text LANGUAGE sql AS 'SELECT title FROM public.posts UNION SELECT subtitle FROM public.posts UNION SELECT title FROM public.drafts';
CREATE FUNCTION one() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
CREATE FUNCTION two() RETURNS integer LANGUAGE sql AS 'SELECT public.one()::integer + 1';
