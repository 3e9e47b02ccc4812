-- Privileges of all but the owner on the columns of these relations.
SELECT
    a.attrelid::int8, a.attnum, CASE WHEN g.grantee = 0 THEN '' ELSE pg_get_userbyid(g.grantee)::text END,
    g.privilege_type, bool_or(g.is_grantable)
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
CROSS JOIN aclexplode(a.attacl) AS g
WHERE a.attrelid = ANY (%s::int8[]::oid[]) AND NOT a.attisdropped AND $shown_column AND g.grantee <> c.relowner
GROUP BY a.attrelid, a.attnum, g.grantee, g.privilege_type
