CREATE TABLE rooms (
    id bigint NOT NULL,
    code text NOT NULL,
    floor integer
);
CREATE TABLE bookings (
    id bigint NOT NULL,
    "roomId" bigint,
    during tsrange
);
