CREATE TABLE dropped_columns (a int, b int, c int NOT NULL, d int);
ALTER TABLE dropped_columns DROP COLUMN a, DROP COLUMN b, ADD e int UNIQUE;
ALTER TABLE dropped_columns ADD PRIMARY KEY (c), ADD CHECK (d > c);
CREATE INDEX dropped_columns_d ON dropped_columns (d DESC, c);
