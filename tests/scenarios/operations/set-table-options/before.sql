CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
CREATE TABLE cache (key text PRIMARY KEY, value text);
ALTER TABLE users SET (autovacuum_vacuum_scale_factor = 0.01, fillfactor = 90);
CREATE POLICY all_rows ON users USING (true);
