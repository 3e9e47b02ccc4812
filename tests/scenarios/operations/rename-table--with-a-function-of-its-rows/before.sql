CREATE TABLE posts (id bigint PRIMARY KEY, title text CHECK (title <> ''));
CREATE FUNCTION label(p posts) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1.title';
CREATE FUNCTION how_many() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM public.posts';
CREATE TABLE replies (id bigint PRIMARY KEY, post_id bigint REFERENCES posts (id), body text);
ALTER TABLE posts ENABLE ROW LEVEL SECURITY;
CREATE POLICY answered ON posts USING (EXISTS (SELECT FROM replies WHERE replies.post_id = posts.id));
CREATE VIEW titles AS SELECT posts.title, label(posts.*) AS label FROM posts JOIN replies ON replies.post_id = posts.id;
CREATE MATERIALIZED VIEW counts AS SELECT count(*) FROM posts p;
