CREATE TABLE posts (id bigint PRIMARY KEY, title text, body text);
ALTER TABLE posts ADD CONSTRAINT posts_title_not_null NOT NULL title NOT VALID;
ALTER TABLE posts ADD CONSTRAINT "Has a body" NOT NULL body NOT VALID;
