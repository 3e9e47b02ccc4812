-- The server's spelling of these indexes from their method on, of each of their keys, and of their predicates.
SELECT
    i.indexrelid::int8,
    substr(
        pg_get_indexdef(i.indexrelid),
        1 + length(format(
            'CREATE %%sINDEX %%I ON %%s%%I.%%I USING ',
            CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END,
            c.relname,
            CASE WHEN c.relkind = 'I' THEN 'ONLY ' ELSE '' END,
            n.nspname,
            t.relname
        ))
    ),
    ARRAY(SELECT pg_get_indexdef(i.indexrelid, k, false) FROM generate_series(1, i.indnkeyatts) AS k),
    pg_get_expr(i.indpred, i.indrelid)
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_class t ON t.oid = i.indrelid
JOIN pg_namespace n ON n.oid = t.relnamespace
WHERE i.indexrelid = ANY (%s::int8[]::oid[])
