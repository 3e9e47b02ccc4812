-- The NOT NULL constraints of tables (there are none before PostgreSQL 18); the last value is NULL for
-- a constraint that is validated and inherited, as most are.
SELECT
    k.conrelid::int8,
    k.conkey[1],
    k.conname::text,
    CASE WHEN NOT k.convalidated OR k.connoinherit THEN ARRAY[k.convalidated, k.connoinherit] END
FROM pg_constraint k
WHERE k.contype = 'n' AND k.conrelid >= 16384
