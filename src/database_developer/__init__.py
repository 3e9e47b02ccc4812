"""The database engineer a team wishes it had: from a ticket to a proven change of a PostgreSQL schema."""
