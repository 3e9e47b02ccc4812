CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
CREATE SCHEMA app;
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN new.nickname := 'x'; RETURN new; END$$;
CREATE TRIGGER "Touch It" BEFORE UPDATE OF email ON users FOR EACH ROW WHEN (old.email <> new.email) EXECUTE FUNCTION app.touch('x', 'it''s');
COMMENT ON TRIGGER "Touch It" ON users IS 'keeps the nickname fresh';
CREATE TRIGGER quiet AFTER INSERT ON users REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.touch();
ALTER TABLE users DISABLE TRIGGER quiet;
CREATE VIEW emails AS SELECT email FROM users;
CREATE TRIGGER into_users INSTEAD OF INSERT ON emails FOR EACH ROW EXECUTE FUNCTION app.touch();
