CREATE TABLE places (name text NOT NULL, size integer CHECK (size > 0));
CREATE TABLE cities (name text NOT NULL, size integer, mayor text, CONSTRAINT places_size_check CHECK (size > 0));
