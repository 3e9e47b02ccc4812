CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE VIEW people AS SELECT id, name FROM users;
ALTER VIEW people ALTER COLUMN name SET DEFAULT 'nobody';
