CREATE TABLE generated (
    a int, b int GENERATED ALWAYS AS (a * 2) STORED,
    c text GENERATED ALWAYS AS ('fixed') STORED
);
