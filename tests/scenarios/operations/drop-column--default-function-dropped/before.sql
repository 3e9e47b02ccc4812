CREATE FUNCTION next_code() RETURNS text LANGUAGE sql VOLATILE AS $$SELECT md5(random()::text)$$;
CREATE TABLE users (email text NOT NULL, code text NOT NULL DEFAULT next_code(), spare text DEFAULT next_code());
