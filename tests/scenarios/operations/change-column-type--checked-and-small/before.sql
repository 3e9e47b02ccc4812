CREATE TABLE articles (
    id bigint PRIMARY KEY,
    slug varchar(20) DEFAULT 'draft',
    price numeric(8, 2),
    CONSTRAINT slug_given CHECK (slug <> ''),
    CONSTRAINT slug_is_no_price CHECK (price > 0 OR slug = 'gift') NO INHERIT
);
COMMENT ON CONSTRAINT slug_given ON articles IS 'pages are found by it';
ALTER TABLE articles ADD CONSTRAINT slug_short CHECK (length(slug) < 30) NOT VALID;
CREATE INDEX articles_slug ON articles (slug);
CREATE TABLE notes (body text, CONSTRAINT body_given CHECK (body <> ''));
