CREATE TABLE guarded (id int, owner_name text);
ALTER TABLE guarded ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY everyone ON guarded USING (true);
CREATE POLICY mine ON guarded AS RESTRICTIVE FOR UPDATE TO pg_read_all_data, pg_monitor
    USING (owner_name = CURRENT_USER) WITH CHECK (id > 0);
CREATE POLICY adding ON guarded FOR INSERT TO pg_read_all_data WITH CHECK (id < 10);
COMMENT ON POLICY everyone ON guarded IS 'all of them';
