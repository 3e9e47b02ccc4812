CREATE TYPE ticket_status AS ENUM ('new', 'open', 'on hold', 'closed');
COMMENT ON TYPE ticket_status IS 'where a ticket stands';
CREATE TABLE tickets (
    id bigint PRIMARY KEY,
    status ticket_status NOT NULL DEFAULT 'new',
    history ticket_status[],
    CONSTRAINT tickets_known CHECK (status IN ('open', 'closed'))
);
CREATE INDEX tickets_open ON tickets (id) WHERE status = 'open';
CREATE VIEW open_tickets AS SELECT id, status FROM tickets WHERE status = 'open';
