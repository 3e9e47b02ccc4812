CREATE DOMAIN positive AS int DEFAULT 1 CHECK (VALUE > 0);
CREATE DOMAIN email AS varchar(255) COLLATE "C" NOT NULL
    CONSTRAINT has_at CHECK (VALUE ~ '@') CONSTRAINT short CHECK (length(VALUE) < 100);
CREATE DOMAIN more_positive AS positive CHECK (VALUE > 1);
ALTER DOMAIN positive ADD CONSTRAINT later CHECK (VALUE < 1000) NOT VALID;
CREATE TABLE domain_users (a positive, b email NOT NULL, c positive[], d more_positive DEFAULT 3);
CREATE INDEX domain_users_a ON domain_users (a, b, d);
COMMENT ON DOMAIN positive IS 'above zero';
COMMENT ON CONSTRAINT has_at ON DOMAIN email IS 'an at';
