CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE VIEW named AS SELECT id, name FROM users WHERE name IS NOT NULL;
CREATE VIEW initials AS SELECT named.id, left(named.name, 1) AS letter FROM named;
COMMENT ON VIEW named IS 'users we can greet';
