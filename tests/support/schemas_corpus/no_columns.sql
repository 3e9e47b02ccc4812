CREATE TABLE no_columns ();
