CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
CREATE TABLE teams (id bigint PRIMARY KEY, user_id bigint);
CREATE POLICY "Own row" ON users AS RESTRICTIVE FOR UPDATE TO PUBLIC USING (email = current_user) WITH CHECK (nickname <> '');
COMMENT ON POLICY "Own row" ON users IS 'everybody their own';
CREATE POLICY team ON users FOR SELECT USING (EXISTS (SELECT 1 FROM teams t WHERE t.user_id = users.id));
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
