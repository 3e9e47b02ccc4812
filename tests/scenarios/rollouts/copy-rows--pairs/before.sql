CREATE TABLE guides (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL
);
CREATE TABLE tours (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title text NOT NULL,
    guide_id bigint REFERENCES guides (id)
);
INSERT INTO guides (name) SELECT 'Guide ' || n FROM generate_series(1, 5) AS n;
INSERT INTO tours (title, guide_id) SELECT 'Tour ' || n, NULLIF(n % 6, 0) FROM generate_series(1, 30) AS n;
