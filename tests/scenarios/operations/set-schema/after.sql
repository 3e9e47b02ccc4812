CREATE SCHEMA archive;
CREATE TABLE parents (id bigint PRIMARY KEY);
CREATE TABLE archive.notes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number serial UNIQUE,
    parent_id bigint REFERENCES parents (id),
    body text NOT NULL CHECK (body <> '')
);
CREATE INDEX notes_parent_id ON archive.notes (parent_id);
CREATE TABLE comments (id bigint PRIMARY KEY, note_id bigint NOT NULL REFERENCES archive.notes (id));
CREATE VIEW recent AS SELECT notes.id, notes.body FROM archive.notes JOIN comments ON comments.note_id = notes.id;
CREATE MATERIALIZED VIEW counts AS SELECT count(*) AS all_notes FROM archive.notes;
COMMENT ON TABLE archive.notes IS 'what people say';
