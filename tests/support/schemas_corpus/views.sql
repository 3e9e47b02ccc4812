CREATE TABLE seen (id int PRIMARY KEY, name text, parent int);
CREATE VIEW seen_names AS SELECT id, name FROM seen WHERE name IS NOT NULL WITH LOCAL CHECK OPTION;
CREATE VIEW seen_twice WITH (security_barrier) AS
    SELECT s.*, n.name AS other FROM seen s JOIN seen_names n USING (id);
CREATE RECURSIVE VIEW seen_tree (id) AS
    SELECT id FROM seen WHERE parent IS NULL UNION ALL SELECT s.id FROM seen s JOIN seen_tree t ON s.parent = t.id;
CREATE MATERIALIZED VIEW seen_count AS SELECT parent, count(*) AS n FROM seen GROUP BY parent;
CREATE UNIQUE INDEX seen_count_parent ON seen_count (parent);
CREATE MATERIALIZED VIEW seen_later AS SELECT n FROM seen_count WITH NO DATA;
ALTER VIEW seen_names ALTER COLUMN name SET DEFAULT 'x';
COMMENT ON VIEW seen_names IS 'names';
COMMENT ON COLUMN seen_names.name IS 'the name';
COMMENT ON MATERIALIZED VIEW seen_count IS 'counted';
GRANT SELECT ON seen_names TO pg_monitor;
CREATE VIEW of_the_system AS SELECT relname FROM pg_class;
