CREATE TABLE guides (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL
);
CREATE TABLE tours (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title text NOT NULL
);
CREATE TABLE tour_guides (
    tour_id bigint NOT NULL REFERENCES tours (id),
    guide_id bigint NOT NULL REFERENCES guides (id),
    PRIMARY KEY (tour_id, guide_id)
);
