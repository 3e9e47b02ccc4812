CREATE TABLE bookings (
    room text, during tsrange, cancelled boolean,
    CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&) WHERE (NOT cancelled),
    EXCLUDE USING btree (lower(room) WITH =, during WITH =)
);
