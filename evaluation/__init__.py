"""How well tickets are understood, by cases with a known outcome."""
