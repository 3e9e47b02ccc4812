-- Comments, with the catalog of what they are about.
SELECT d.classoid::regclass::text, d.objoid::int8, d.objsubid, d.description
FROM pg_description d
WHERE d.objoid >= 16384 OR d.classoid = 'pg_namespace'::regclass
