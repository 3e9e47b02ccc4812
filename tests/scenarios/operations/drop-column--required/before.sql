CREATE TABLE users (
    legacy integer NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    note text CONSTRAINT noted NOT NULL,
    state text NOT NULL DEFAULT 'new',
    email text NOT NULL
);
COMMENT ON COLUMN users.legacy IS 'from the first system';
GRANT SELECT (note) ON users TO PUBLIC;
ALTER TABLE users ALTER COLUMN note SET STORAGE EXTERNAL;
