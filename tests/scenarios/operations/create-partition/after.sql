CREATE TABLE devices (id integer PRIMARY KEY);
CREATE TABLE events (
    id bigint NOT NULL, at date NOT NULL, kind text DEFAULT 'x' CONSTRAINT kind_given CHECK (kind <> ''),
    device integer CONSTRAINT event_device REFERENCES devices (id), PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE INDEX events_kind ON events (kind);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN new; END$$;
CREATE TRIGGER touch BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TABLE remarks (event bigint, at date, FOREIGN KEY (event, at) REFERENCES events (id, at));
CREATE TABLE events_2025 PARTITION OF events (kind DEFAULT 'z') FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX own_index ON events_2025 (device);
COMMENT ON TABLE events_2025 IS 'a year';
ALTER TABLE events_2025 ALTER COLUMN kind SET STATISTICS 500;
