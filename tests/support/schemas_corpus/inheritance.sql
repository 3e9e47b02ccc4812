CREATE TABLE animals (id int NOT NULL, name text DEFAULT 'pet', CONSTRAINT named CHECK (name <> ''));
CREATE TABLE things (price int);
CREATE TABLE dogs (breed text) INHERITS (animals, things);
CREATE TABLE cats (name text DEFAULT 'tom', CONSTRAINT named CHECK (name <> '')) INHERITS (animals);
