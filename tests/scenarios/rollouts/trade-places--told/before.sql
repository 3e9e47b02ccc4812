CREATE TABLE lamps (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    label text NOT NULL,
    power text
);
INSERT INTO lamps (label, power) SELECT 'Lamp ' || n, n || 'W' FROM generate_series(1, 30) AS n;
