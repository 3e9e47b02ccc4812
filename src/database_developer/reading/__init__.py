"""From a ticket to a request: one file for each form of text it can read."""
