-- since 18
CREATE TABLE not_nulls (
    a int CONSTRAINT has_a NOT NULL, b int NOT NULL NO INHERIT, c int, d int PRIMARY KEY, e int NOT NULL
);
ALTER TABLE not_nulls ADD CONSTRAINT not_nulls_c_not_null NOT NULL c NOT VALID;
ALTER TABLE not_nulls RENAME COLUMN e TO f;
CREATE TABLE unenforced (
    a int CHECK (a > 0) NOT ENFORCED, d int, FOREIGN KEY (d) REFERENCES not_nulls NOT ENFORCED
);
CREATE DOMAIN named_domain AS int CONSTRAINT must_be NOT NULL;
