CREATE TABLE rooms (
    id bigint CONSTRAINT rooms_pkey PRIMARY KEY,
    code text NOT NULL,
    floor integer CONSTRAINT "Floor known" CHECK (floor > -3)
);
CREATE TABLE bookings (
    id bigint NOT NULL,
    "roomId" bigint,
    during tsrange
);
