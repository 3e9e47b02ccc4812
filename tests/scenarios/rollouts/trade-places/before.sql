CREATE TABLE readings (
    id bigint PRIMARY KEY,
    sensor int NOT NULL,
    level int NOT NULL DEFAULT 0 CHECK (level >= 0),
    taken timestamp NOT NULL,
    unit varchar(40),
    UNIQUE (sensor, taken)
);
CREATE INDEX readings_level_idx ON readings (level DESC) WHERE level > 10;
INSERT INTO readings SELECT n, n % 7, n, timestamp '2026-01-01' + n * interval '1 hour', 'bar' FROM generate_series(1, 40) AS n;
