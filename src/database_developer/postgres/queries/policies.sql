-- Row-level security policies; the role 0 is PUBLIC.
SELECT
    p.oid::int8,
    p.polrelid::int8,
    p.polname::text,
    p.polcmd::text,
    p.polpermissive,
    ARRAY(SELECT pg_get_userbyid(r)::text FROM unnest(p.polroles) AS r WHERE r <> 0),
    pg_get_expr(p.polqual, p.polrelid),
    pg_get_expr(p.polwithcheck, p.polrelid)
FROM pg_policy p
ORDER BY p.polrelid, p.polname
