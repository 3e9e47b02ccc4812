CREATE SCHEMA app;
CREATE TYPE app.status AS ENUM ('open', 'done');
CREATE TABLE app.tasks (
    id bigint PRIMARY KEY,
    status app.status NOT NULL DEFAULT 'done',
    CONSTRAINT tasks_status CHECK (status <> 'done' OR id > 0)
);
CREATE INDEX tasks_done ON app.tasks (id) WHERE status = 'done';
CREATE VIEW app.finished AS SELECT id FROM app.tasks WHERE status = 'done';
