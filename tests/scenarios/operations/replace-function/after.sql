CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
CREATE FUNCTION greet(name text) RETURNS text LANGUAGE plpgsql AS $$BEGIN
    RETURN 'hi ' || name;
END$$;
COMMENT ON FUNCTION greet(text) IS 'says hello';
