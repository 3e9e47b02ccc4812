CREATE TABLE rooms (
    id bigint CONSTRAINT rooms_pkey PRIMARY KEY,
    code text NOT NULL CONSTRAINT rooms_code UNIQUE,
    floor integer CONSTRAINT "Floor known" CHECK (floor > -5)
);
CREATE TABLE bookings (
    id bigint NOT NULL,
    "roomId" bigint CONSTRAINT bookings_room REFERENCES rooms (id) ON DELETE SET NULL,
    during tsrange,
    CONSTRAINT bookings_apart EXCLUDE USING gist (during WITH &&)
);
COMMENT ON CONSTRAINT "Floor known" ON rooms IS 'the cellar has five floors';
