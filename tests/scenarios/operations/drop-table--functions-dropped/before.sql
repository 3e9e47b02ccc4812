CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN new; END$$;
CREATE FUNCTION cleaned(word text) RETURNS text LANGUAGE sql IMMUTABLE AS $$SELECT lower(word)$$;
CREATE FUNCTION is_mine(owner text) RETURNS boolean LANGUAGE sql STABLE AS $$SELECT owner = current_user$$;
CREATE DOMAIN word AS text DEFAULT cleaned('X') CONSTRAINT word_clean CHECK (cleaned(VALUE) <> '');
CREATE TABLE notes (
    id bigint PRIMARY KEY,
    text text DEFAULT cleaned('A') CONSTRAINT notes_clean CHECK (cleaned(text) <> 'x'),
    word word,
    owner text NOT NULL DEFAULT 'nobody'
);
CREATE INDEX notes_cleaned ON notes (cleaned(text));
COMMENT ON INDEX notes_cleaned IS 'for the search';
CREATE TRIGGER stamp BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION stamp();
COMMENT ON TRIGGER stamp ON notes IS 'marks changes';
ALTER TABLE notes DISABLE TRIGGER stamp;
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON notes USING (is_mine(owner));
