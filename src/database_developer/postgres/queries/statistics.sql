-- Extended statistics objects of tables: what stands in their definition between their name and FROM.
SELECT
    s.oid::int8,
    s.stxrelid::int8,
    n.nspname::text,
    s.stxname::text,
    substr(
        left(pg_get_statisticsobjdef(s.oid), -length(format(' FROM %I.%I', r.nspname, c.relname))),
        length(format('CREATE STATISTICS %I.%I', n.nspname, s.stxname)) + 2
    ),
    nullif(s.stxstattarget, -1)::int4
FROM pg_statistic_ext s
JOIN pg_namespace n ON n.oid = s.stxnamespace
JOIN pg_class c ON c.oid = s.stxrelid
JOIN pg_namespace r ON r.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'f')
ORDER BY s.stxrelid, s.stxname, n.nspname
