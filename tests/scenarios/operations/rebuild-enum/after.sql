CREATE TYPE state AS ENUM ('closed', 'open');
CREATE TABLE "Cases" (
    id bigint PRIMARY KEY,
    state state NOT NULL DEFAULT 'open',
    last state DEFAULT 'open',
    CONSTRAINT cases_state CHECK (state <> 'closed' OR id > 0)
);
CREATE INDEX cases_open ON "Cases" (id) WHERE state = 'open';
CREATE VIEW open_cases AS SELECT id FROM "Cases" WHERE state = 'open';
