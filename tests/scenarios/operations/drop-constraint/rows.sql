INSERT INTO rooms VALUES (1, 'a', 1), (2, 'b', 2);
INSERT INTO bookings VALUES (1, 1, '[2026-01-01,2026-01-02)');
