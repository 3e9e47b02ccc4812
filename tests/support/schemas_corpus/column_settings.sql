CREATE TABLE column_settings (a text COLLATE "C", b text, c text, d bytea, e text);
ALTER TABLE column_settings
    ALTER b SET STORAGE EXTERNAL, ALTER c SET STATISTICS 500, ALTER d SET STORAGE MAIN,
    ALTER c SET (n_distinct = -0.5, n_distinct_inherited = 7), ALTER e SET COMPRESSION pglz;
CREATE COLLATION german (locale = 'C');
CREATE TABLE collated (a text COLLATE german, b name, c name COLLATE "default");
CREATE INDEX collated_a ON collated (a, b, c);
