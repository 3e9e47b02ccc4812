CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
CREATE FUNCTION "Slug"(title text, sep text DEFAULT '-') RETURNS text LANGUAGE sql IMMUTABLE AS $$SELECT replace(lower(title), ' ', sep)$$;
COMMENT ON FUNCTION "Slug"(text, text) IS 'for addresses';
REVOKE EXECUTE ON FUNCTION "Slug"(text, text) FROM PUBLIC;
CREATE FUNCTION count_users() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS 'SELECT count(*) FROM users';
CREATE PROCEDURE clean_up(days integer) LANGUAGE plpgsql AS $dbd$BEGIN DELETE FROM users WHERE id < days; END$dbd$;
ALTER TABLE users ADD COLUMN slug text GENERATED ALWAYS AS ("Slug"(nickname)) STORED;
CREATE INDEX users_slug ON users ("Slug"(email));
