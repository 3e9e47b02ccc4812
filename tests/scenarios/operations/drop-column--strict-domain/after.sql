CREATE DOMAIN base AS varchar(20) CHECK (VALUE <> 'x');
CREATE DOMAIN strict AS base COLLATE "C" NOT NULL;
CREATE TABLE users (email text NOT NULL);
