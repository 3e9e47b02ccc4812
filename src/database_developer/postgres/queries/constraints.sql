-- The constraints of tables; where a partition's rows are referenced, the server's own copies are left out.
-- Checks of one fingerprint that name the same columns have the same expression.
-- "is_simple" says that no other part than these is in the definition. The last value is NULL for most
-- constraints; else: deferrable, deferred, validated, enforced, no inherit, nulls not distinct.
SELECT
    k.oid::int8,
    k.conrelid::int8,
    k.conname::text,
    k.contype::text,
    k.conkey,
    k.confrelid::int8,
    k.confkey,
    k.confupdtype::text || k.confdeltype::text || k.confmatchtype::text,
    CASE WHEN k.conbin::text LIKE '%:varattno 0 %' THEN k.oid::text ELSE md5(k.conbin::text) END AS fingerprint,
    NOT k.conislocal,
    k.contype IN ('p', 'u', 'f')
        AND (k.contype = 'f' OR k.conindid NOT IN (SELECT i.indexrelid FROM pg_index i WHERE i.indnkeyatts < i.indnatts))
        AND NOT $without_overlaps AND NOT $names_set_columns AS is_simple,
    CASE
        WHEN k.condeferrable OR NOT k.convalidated OR NOT $enforced OR k.contype = 'c' AND k.connoinherit
            OR k.contype = 'u' AND k.conindid IN (SELECT i.indexrelid FROM pg_index i WHERE $nulls_not_distinct)
        THEN ARRAY[
            k.condeferrable,
            k.condeferred,
            k.convalidated,
            $enforced,
            k.contype = 'c' AND k.connoinherit,
            k.contype = 'u' AND k.conindid IN (SELECT i.indexrelid FROM pg_index i WHERE $nulls_not_distinct)
        ]
    END
FROM pg_constraint k
WHERE k.contype IN ('p', 'u', 'f', 'c', 'x') AND k.conrelid >= 16384
    AND NOT (
        k.contype = 'f' AND k.conparentid <> 0
        AND EXISTS (SELECT FROM pg_constraint p WHERE p.oid = k.conparentid AND p.conrelid = k.conrelid)
    )
