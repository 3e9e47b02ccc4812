"""The report for the reviewer, section by section."""
