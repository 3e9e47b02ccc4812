CREATE TABLE events (
    id bigint, at date NOT NULL, kind text NOT NULL DEFAULT 'x' CHECK (kind <> ''),
    amount int CONSTRAINT amount_positive CHECK (amount > 0), PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_2025 PARTITION OF events (
    amount DEFAULT 7, CONSTRAINT own CHECK (amount < 1000)
) FOR VALUES FROM ('2025-01-01') TO (MAXVALUE) PARTITION BY HASH (id);
CREATE TABLE events_2025_0 PARTITION OF events_2025 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE events_2025_1 PARTITION OF events_2025 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE events_rest PARTITION OF events DEFAULT;
CREATE INDEX events_kind ON events (kind, at DESC);
CREATE INDEX events_lower ON events (lower(kind)) WHERE amount > 1;
CREATE INDEX events_2024_amount ON events_2024 (amount);
CREATE TABLE event_users (
    event bigint, at date, FOREIGN KEY (event, at) REFERENCES events ON DELETE CASCADE
);
COMMENT ON TABLE events_2024 IS 'a year';
