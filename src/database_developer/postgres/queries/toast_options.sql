-- The options that a table gives to its TOAST table, under the names that CREATE TABLE has for them.
SELECT c.oid::int8, ARRAY(SELECT 'toast.' || o.option FROM unnest(t.reloptions) AS o (option))
FROM pg_class t
JOIN pg_class c ON c.reltoastrelid = t.oid
WHERE t.relkind = 't' AND t.reloptions IS NOT NULL
