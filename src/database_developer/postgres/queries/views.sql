-- What views are defined as, and the relations they read themselves.
SELECT
    c.oid::int8,
    pg_get_viewdef(c.oid),
    ARRAY(
        SELECT DISTINCT d.refobjid::int8
        FROM pg_rewrite r
        JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
        WHERE r.ev_class = c.oid AND r.rulename = '_RETURN'
            AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> c.oid
    )
FROM pg_class c
WHERE c.relkind IN ('v', 'm') AND c.oid >= 16384
