CREATE TABLE notes (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text NOT NULL);
CREATE TABLE replies (id bigint PRIMARY KEY, note_id bigint REFERENCES notes (id));
CREATE VIEW bodies AS SELECT notes.body FROM notes, replies WHERE replies.note_id = notes.id;
