CREATE TABLE a_name_of_exactly_sixty_three_bytes_xxxxxxxxxxxxxxxxxxxxxxxxxxx (
    a_name_of_exactly_sixty_three_bytes_xxxxxxxxxxxxxxxxxxxxxxxxxxx bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßß serial NOT NULL UNIQUE, b int NOT NULL CHECK (b > 0)
);
CREATE TABLE ßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßß (
    id int NOT NULL GENERATED ALWAYS AS IDENTITY, a_name_of_exactly_sixty_three_bytes_xxxxxxxxxxxxxxxxxxxxxxxxxxx int NOT NULL REFERENCES a_name_of_exactly_sixty_three_bytes_xxxxxxxxxxxxxxxxxxxxxxxxxxx (ßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßß),
    ßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßß int NOT NULL
);
