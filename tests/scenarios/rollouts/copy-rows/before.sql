CREATE TABLE lockers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hall text NOT NULL,
    tag varchar(12),
    since date NOT NULL
);
INSERT INTO lockers (hall, tag, since)
SELECT 'Hall ' || n % 3, NULLIF('T' || n % 7, 'T0'), date '2024-01-01' + n FROM generate_series(1, 40) AS n;
