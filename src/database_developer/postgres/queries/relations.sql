-- Tables, views and sequences outside the system's namespaces; extension members are marked.
SELECT
    c.oid::int8,
    n.nspname::text,
    c.relname::text,
    c.relkind::text,
    c.relpersistence::text,
    c.oid IN (
        SELECT d.objid FROM pg_depend d
        WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND d.classid = 'pg_class'::regclass
    ) AS is_member,
    c.relrowsecurity,
    c.relforcerowsecurity,
    c.relreplident::text,
    c.relispopulated,
    c.relispartition,
    CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END,
    CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END,
    c.reloptions
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
    AND $shown_namespace
