-- Each different default or generation expression once, with the columns that have it;
-- only an expression that names columns is printed for each table anew.
SELECT
    pg_get_expr(d.adbin, d.relation),
    array_agg(d.adrelid::int8),
    array_agg(d.adnum)
FROM (
    SELECT adbin, adrelid, adnum, CASE WHEN adbin::text LIKE '%{VAR %' THEN adrelid ELSE 0 END AS relation
    FROM pg_attrdef
) AS d
GROUP BY d.adbin, d.relation
