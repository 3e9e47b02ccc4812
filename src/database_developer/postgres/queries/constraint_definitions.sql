-- The server's spelling of these constraints; of a check, its expression.
SELECT k.oid::int8, CASE WHEN k.contype = 'c' THEN pg_get_expr(k.conbin, k.conrelid) ELSE pg_get_constraintdef(k.oid) END
FROM pg_constraint k
WHERE k.oid = ANY (%s::int8[]::oid[])
