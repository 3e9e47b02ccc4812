CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
CREATE UNLOGGED TABLE cache (key text PRIMARY KEY, value text);
ALTER TABLE users SET (fillfactor = 70);
CREATE POLICY all_rows ON users USING (true);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
CREATE UNIQUE INDEX users_email ON users (email);
ALTER TABLE users REPLICA IDENTITY USING INDEX users_email;
