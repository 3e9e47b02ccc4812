CREATE TABLE events (at date NOT NULL, kind text) PARTITION BY RANGE (at);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2024-06-01');
CREATE TABLE others (at date NOT NULL, kind text) PARTITION BY LIST (kind);
CREATE TABLE events_2 PARTITION OF others FOR VALUES IN ('a', 'b');
CREATE INDEX events_kind ON events (kind);
CREATE INDEX events_2_kind_idx ON events_2 (kind);
