-- The extensions that were not there from the start (those of initdb have oids below 16384).
SELECT e.oid::int8, e.extname::text, n.nspname::text, e.extversion
FROM pg_extension e
JOIN pg_namespace n ON n.oid = e.extnamespace
WHERE e.oid >= 16384
ORDER BY e.extname
