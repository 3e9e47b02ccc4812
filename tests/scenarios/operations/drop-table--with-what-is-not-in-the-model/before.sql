CREATE TABLE notes (id bigint PRIMARY KEY, kind text, text text);
CREATE STATISTICS notes_of (ndistinct) ON id, kind FROM notes;
CREATE RULE quiet AS ON DELETE TO notes WHERE old.id < 0 DO INSTEAD NOTHING;
ALTER TABLE notes ALTER COLUMN text SET COMPRESSION pglz;
CREATE TABLE others (id bigint PRIMARY KEY, legacy text, kind text);
CREATE STATISTICS others_of ON legacy, kind FROM others;
