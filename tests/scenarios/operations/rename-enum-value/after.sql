CREATE SCHEMA app;
CREATE TYPE app.status AS ENUM ('open', 'it''s done');
CREATE TABLE app.tasks (
    id bigint PRIMARY KEY,
    status app.status NOT NULL DEFAULT 'it''s done',
    CONSTRAINT tasks_status CHECK (status <> 'it''s done' OR id > 0)
);
CREATE INDEX tasks_done ON app.tasks (id) WHERE status = 'it''s done';
CREATE VIEW app.finished AS SELECT id FROM app.tasks WHERE status = 'it''s done';
