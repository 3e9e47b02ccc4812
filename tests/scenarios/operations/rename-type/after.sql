CREATE TYPE temper AS ENUM ('sad', 'happy');
CREATE TABLE people (id bigint PRIMARY KEY, mood temper NOT NULL DEFAULT 'sad' CHECK (mood <> 'happy'), all_moods temper[]);
CREATE INDEX people_sad ON people (id) WHERE mood = 'sad';
CREATE FUNCTION worse(m temper) RETURNS temper LANGUAGE sql AS $$ SELECT 'sad'::public.temper $$;
CREATE VIEW sad AS SELECT id FROM people WHERE mood = 'sad';
