CREATE SCHEMA shared;
CREATE TABLE granted (a int, b int, c int);
GRANT SELECT, INSERT ON granted TO pg_monitor;
GRANT UPDATE ON granted TO pg_monitor WITH GRANT OPTION;
GRANT SELECT ON granted TO PUBLIC;
GRANT SELECT (a), UPDATE (a, b) ON granted TO pg_read_all_data;
GRANT USAGE ON SCHEMA shared TO pg_monitor;
COMMENT ON SCHEMA shared IS 'for all';
