-- The namespaces that are neither the system's nor an extension's.
SELECT n.oid::int8, n.nspname::text
FROM pg_namespace n
WHERE $shown_namespace
    AND n.oid NOT IN (
        SELECT d.objid FROM pg_depend d
        WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND d.classid = 'pg_namespace'::regclass
    )
ORDER BY n.nspname
