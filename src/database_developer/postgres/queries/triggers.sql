-- Triggers that somebody made, and their copies on partitions.
SELECT
    t.oid::int8,
    t.tgrelid::int8,
    t.tgname::text,
    pg_get_triggerdef(t.oid),
    n.nspname::text,
    p.proname::text,
    t.tgenabled::text,
    t.tgparentid <> 0
FROM pg_trigger t
JOIN pg_proc p ON p.oid = t.tgfoid
JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE NOT t.tgisinternal OR t.tgparentid <> 0 AND t.tgconstraint = 0
ORDER BY t.tgrelid, t.tgname
