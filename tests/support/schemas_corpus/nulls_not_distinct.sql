-- since 15
CREATE TABLE one_null (a int, b int, UNIQUE NULLS NOT DISTINCT (a, b));
CREATE UNIQUE INDEX one_null_b ON one_null (b) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX one_null_ab ON one_null (a) INCLUDE (b) NULLS NOT DISTINCT WHERE b > 0;
