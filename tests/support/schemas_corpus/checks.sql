CREATE TABLE checked (
    a int, b int, status text CHECK (status IN ('new', 'open')), big int CONSTRAINT big CHECK (big > 1),
    CHECK (a > 0 AND b > 0 OR a IS NULL), CONSTRAINT always CHECK (true),
    CONSTRAINT whole CHECK (checked IS NOT NULL), CONSTRAINT alone CHECK (a < 100) NO INHERIT,
    CHECK (b BETWEEN 1 AND 10), CHECK (status ~ '^[a-z]+$' AND (a + b) * 2 < 7)
);
ALTER TABLE checked ADD CONSTRAINT not_yet CHECK (a <> 7) NOT VALID;
COMMENT ON CONSTRAINT big ON checked IS 'not small';
