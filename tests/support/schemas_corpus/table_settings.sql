CREATE UNLOGGED TABLE unlogged (a int GENERATED ALWAYS AS IDENTITY, b text) WITH (
    fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_enabled = off
);
CREATE TABLE watched (id int NOT NULL);
CREATE UNIQUE INDEX watched_id ON watched (id);
ALTER TABLE watched REPLICA IDENTITY USING INDEX watched_id;
CREATE TABLE watched_fully (id int);
ALTER TABLE watched_fully REPLICA IDENTITY FULL;
CREATE TABLE unwatched (id int);
ALTER TABLE unwatched REPLICA IDENTITY NOTHING;
