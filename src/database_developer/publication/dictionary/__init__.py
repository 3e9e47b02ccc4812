"""The data dictionary: one page for each table."""
