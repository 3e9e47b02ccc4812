-- Functions and procedures; neither extension members nor those a range type brings along.
SELECT
    p.oid::int8,
    n.nspname::text,
    p.proname::text,
    pg_get_function_identity_arguments(p.oid),
    pg_get_functiondef(p.oid),
    p.prokind = 'p',
    pg_get_function_result(p.oid),
    l.lanname::text,
    p.prosecdef,
    p.proconfig
FROM pg_proc p
JOIN pg_namespace n ON n.oid = p.pronamespace
JOIN pg_language l ON l.oid = p.prolang
WHERE p.prokind IN ('f', 'p')
    AND $shown_namespace
    AND NOT EXISTS (
        SELECT FROM pg_depend d
        WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i')
    )
ORDER BY n.nspname, p.proname
