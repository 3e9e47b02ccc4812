-- Which table inherits from which, or is a partition of which, in the order of the parents; and whether a
-- partition's DETACH CONCURRENTLY was cut short.
SELECT i.inhrelid::int8, i.inhparent::int8, i.inhdetachpending
FROM pg_inherits i
JOIN pg_class c ON c.oid = i.inhrelid
WHERE c.relkind IN ('r', 'p', 'f')
ORDER BY i.inhrelid, i.inhseqno
