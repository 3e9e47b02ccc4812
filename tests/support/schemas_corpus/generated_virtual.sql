-- since 18
CREATE TABLE virtual (a int, b int GENERATED ALWAYS AS (a + 1));
