CREATE TABLE loans (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    reader varchar(80) NOT NULL,
    reader_town text,
    due date NOT NULL
);
INSERT INTO loans (reader, reader_town, due)
SELECT 'Reader ' || n % 4, NULLIF('Town ' || n % 3, 'Town 0'), date '2024-01-01' + n FROM generate_series(1, 40) AS n;
