"""Team mode: tickets are taken as they appear, queued in PostgreSQL, and run by workers on any number of machines."""
