CREATE SCHEMA archive;
CREATE TABLE archive.memos (id bigint GENERATED ALWAYS AS IDENTITY, body text NOT NULL, CONSTRAINT notes_pkey PRIMARY KEY (id));
CREATE TABLE replies (id bigint PRIMARY KEY, note_id bigint REFERENCES archive.memos (id));
CREATE VIEW bodies AS SELECT memos.body FROM archive.memos, replies WHERE replies.note_id = memos.id;
