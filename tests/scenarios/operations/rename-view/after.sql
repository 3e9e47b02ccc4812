CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE VIEW people AS SELECT id, name FROM users WHERE name IS NOT NULL;
CREATE VIEW initials AS SELECT people.id, left(people.name, 1) AS letter FROM people;
COMMENT ON VIEW people IS 'users we can greet';
