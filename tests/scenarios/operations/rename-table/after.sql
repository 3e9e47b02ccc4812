CREATE TABLE "Articles!" (
    id integer GENERATED ALWAYS AS IDENTITY CONSTRAINT articles_pkey PRIMARY KEY,
    author_id integer,
    title text NOT NULL,
    parent_id integer CONSTRAINT article_parent REFERENCES "Articles!" (id),
    CONSTRAINT title_given CHECK (title <> '')
);
CREATE INDEX article_title ON "Articles!" (lower(title));
CREATE TABLE comments (
    id serial PRIMARY KEY,
    article_id integer NOT NULL CONSTRAINT comment_article REFERENCES "Articles!" (id) ON DELETE CASCADE
);
CREATE SEQUENCE draft_numbers OWNED BY "Articles!".author_id;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN new; END$$;
CREATE TRIGGER touch BEFORE UPDATE OF title ON "Articles!" FOR EACH ROW WHEN (old.title <> new.title) EXECUTE FUNCTION touch();
ALTER TABLE comments ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON comments USING (EXISTS (SELECT 1 FROM "Articles!" a WHERE a.id = comments.article_id AND a.author_id = 1));
CREATE VIEW titles AS SELECT id, title FROM "Articles!";
