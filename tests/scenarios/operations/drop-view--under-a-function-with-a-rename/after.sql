CREATE TABLE members (id bigint, full_name text, CONSTRAINT members_pkey PRIMARY KEY (id));
CREATE VIEW people AS SELECT id, full_name FROM members;
CREATE FUNCTION everybody() RETURNS SETOF people LANGUAGE sql AS 'SELECT * FROM public.people';
