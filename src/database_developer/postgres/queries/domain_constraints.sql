-- The checks of domains.
SELECT k.oid::int8, k.contypid::int8, k.conname::text, pg_get_expr(k.conbin, 0), k.convalidated
FROM pg_constraint k
WHERE k.contype = 'c' AND k.contypid <> 0
ORDER BY k.contypid, k.conname
