CREATE TABLE members (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email varchar(255) NOT NULL,
    city text
);
INSERT INTO members (email, city)
SELECT 'Member.' || n % 5 || '@example.org', NULLIF('City ' || n % 3, 'City 0') FROM generate_series(1, 30) AS n;
