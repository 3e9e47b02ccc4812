-- Privileges on whole objects of all but the owner, with the catalog of what they are for; where nothing was ever
-- granted or revoked, those that PUBLIC has from the start.
SELECT
    o.catalog, o.oid::int8, CASE WHEN g.grantee = 0 THEN '' ELSE pg_get_userbyid(g.grantee)::text END,
    g.privilege_type, bool_or(g.is_grantable)
FROM (
    SELECT 'pg_class', oid, relowner, relacl FROM pg_class WHERE relacl IS NOT NULL AND oid >= 16384
    UNION ALL
    SELECT 'pg_namespace', oid, nspowner, nspacl FROM pg_namespace WHERE nspacl IS NOT NULL
    UNION ALL
    SELECT 'pg_type', oid, typowner, coalesce(typacl, acldefault('T', typowner))
    FROM pg_type
    WHERE oid >= 16384 AND (
        typtype IN ('e', 'd')
        OR typtype = 'c' AND typrelid IN (SELECT c.oid FROM pg_class c WHERE c.relkind = 'c')
    )
    UNION ALL
    SELECT 'pg_proc', oid, proowner, coalesce(proacl, acldefault('f', proowner)) FROM pg_proc WHERE oid >= 16384
) AS o (catalog, oid, owner, acl)
CROSS JOIN aclexplode(o.acl) AS g
WHERE g.grantee <> o.owner
GROUP BY o.catalog, o.oid, g.grantee, g.privilege_type
