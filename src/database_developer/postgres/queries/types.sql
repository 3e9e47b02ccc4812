-- Enums ("e"), domains ("d") and composite types that stand by themselves ("c").
SELECT
    t.oid::int8,
    n.nspname::text,
    t.typname::text,
    t.typtype::text,
    t.typrelid::int8,
    ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder),
    CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END,
    t.typnotnull,
    k.conname::text,
    pg_get_expr(t.typdefaultbin, 0),
    CASE WHEN t.typcollation <> b.typcollation THEN t.typcollation::regcollation::text END
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_class c ON c.oid = t.typrelid
LEFT JOIN pg_type b ON b.oid = t.typbasetype
LEFT JOIN pg_constraint k ON k.contypid = t.oid AND k.contype = 'n'
WHERE (t.typtype IN ('e', 'd') OR t.typtype = 'c' AND c.relkind = 'c')
    AND $shown_namespace
    AND t.oid NOT IN (
        SELECT d.objid FROM pg_depend d
        WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND d.classid = 'pg_type'::regclass
    )
ORDER BY n.nspname, t.typname
