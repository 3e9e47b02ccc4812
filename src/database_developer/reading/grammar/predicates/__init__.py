"""Sentences that begin with a column that stands: what shall be true of it from now on."""
