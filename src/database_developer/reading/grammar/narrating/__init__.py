"""Sentences in which people tell of their business: who does what for each of what, and what they note of it."""
