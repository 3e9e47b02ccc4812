-- The columns of tables, views and composite types in their order.
-- The last value is NULL for most columns; else: generated, collation, storage, compression,
-- statistics, whether it stands here itself, whether it has privileges, and after these the options.
SELECT
    a.attrelid::int8,
    a.attnum,
    a.attname::text,
    format_type(a.atttypid, a.atttypmod),
    a.attnotnull,
    nullif(a.attidentity::text, ''),
    CASE
        WHEN a.attgenerated <> '' OR a.attcollation <> t.typcollation OR a.attstorage <> t.typstorage
            OR a.attcompression <> '' OR a.attstattarget >= 0 OR NOT a.attislocal OR a.attoptions IS NOT NULL
            OR a.attacl IS NOT NULL
        THEN ARRAY[
            a.attgenerated::text,
            CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END,
            CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage::text END,
            a.attcompression::text,
            CASE WHEN a.attstattarget >= 0 THEN a.attstattarget::text END,
            a.attislocal::text,
            (a.attacl IS NOT NULL)::text
        ] || a.attoptions
    END
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_type t ON t.oid = a.atttypid
WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c') AND c.relpersistence <> 't'
    AND a.attnum > 0 AND NOT a.attisdropped AND $shown_column
ORDER BY a.attrelid, a.attnum
