CREATE EXTENSION hstore;
CREATE TABLE users (id bigint PRIMARY KEY, extra hstore DEFAULT 'a=>1'::hstore CHECK (NOT extra ? 'b'));
CREATE INDEX users_extra ON users USING gin (extra);
CREATE VIEW extras AS SELECT id, extra -> 'a' AS a FROM users;
