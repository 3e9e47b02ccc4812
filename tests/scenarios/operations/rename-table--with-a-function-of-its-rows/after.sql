CREATE TABLE articles (id bigint, title text, CONSTRAINT posts_pkey PRIMARY KEY (id), CONSTRAINT posts_title_check CHECK (title <> ''));
CREATE FUNCTION label(p articles) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1.title';
CREATE FUNCTION how_many() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM public.articles';
CREATE TABLE replies (id bigint PRIMARY KEY, post_id bigint REFERENCES articles (id), body text);
ALTER TABLE articles ENABLE ROW LEVEL SECURITY;
CREATE POLICY answered ON articles USING (EXISTS (SELECT FROM replies WHERE replies.post_id = articles.id));
CREATE VIEW titles AS SELECT articles.title, label(articles.*) AS label FROM articles JOIN replies ON replies.post_id = articles.id;
CREATE MATERIALIZED VIEW counts AS SELECT count(*) FROM articles p;
