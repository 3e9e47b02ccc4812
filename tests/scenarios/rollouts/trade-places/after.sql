CREATE TABLE readings (
    id bigint PRIMARY KEY,
    sensor int NOT NULL,
    level bigint NOT NULL DEFAULT 0 CHECK (level >= 0),
    taken timestamp NOT NULL,
    unit varchar(10),
    UNIQUE (sensor, taken)
);
CREATE INDEX readings_level_idx ON readings (level DESC) WHERE level > 10;
