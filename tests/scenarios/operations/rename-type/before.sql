CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE people (id bigint PRIMARY KEY, mood mood NOT NULL DEFAULT 'sad' CHECK (mood <> 'happy'), all_moods mood[]);
CREATE INDEX people_sad ON people (id) WHERE mood = 'sad';
CREATE FUNCTION worse(m mood) RETURNS mood LANGUAGE sql AS $$ SELECT 'sad'::public.mood $$;
CREATE VIEW sad AS SELECT id FROM people WHERE mood = 'sad';
