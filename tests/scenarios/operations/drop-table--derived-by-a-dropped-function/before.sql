CREATE FUNCTION cleaned(word text) RETURNS text LANGUAGE sql IMMUTABLE AS $$SELECT lower(word)$$;
CREATE TABLE notes (
    id bigint PRIMARY KEY,
    text text,
    clean text GENERATED ALWAYS AS (cleaned(text)) STORED CONSTRAINT notes_clean UNIQUE,
    length integer
);
CREATE INDEX notes_by_clean ON notes (clean, length);
