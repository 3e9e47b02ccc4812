-- since 15
CREATE TABLE pairs (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE pair_users (
    a int, b int, FOREIGN KEY (a, b) REFERENCES pairs ON DELETE SET NULL (b)
);
