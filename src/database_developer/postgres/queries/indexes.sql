-- The indexes that serve no constraint.
SELECT
    i.indexrelid::int8,
    i.indrelid::int8,
    c.relname::text,
    m.amname::text,
    i.indisunique,
    $nulls_not_distinct,
    i.indisvalid,
    c.relispartition,
    i.indnkeyatts,
    i.indkey::int2[],
    i.indclass::int8[],
    i.indcollation::int8[],
    i.indoption::int2[],
    i.indpred IS NULL AND i.indexprs IS NULL AND c.reloptions IS NULL
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_am m ON m.oid = c.relam
WHERE i.indrelid >= 16384 AND c.relnamespace <> 'pg_toast'::regnamespace
    AND i.indexrelid NOT IN (SELECT k.conindid FROM pg_constraint k WHERE k.contype IN ('p', 'u', 'x'))
