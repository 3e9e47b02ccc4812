CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
CREATE SCHEMA app;
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN new.nickname := 'x'; RETURN new; END$$;
CREATE TRIGGER changed BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION app.touch();
