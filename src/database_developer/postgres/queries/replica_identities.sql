-- The indexes that are the replica identity of their table.
SELECT i.indrelid::int8, c.relname::text
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indisreplident
