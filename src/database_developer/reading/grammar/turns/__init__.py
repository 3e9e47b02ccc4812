"""Turns of phrase: plain English written as it is said, with the words that may stand in it, and found in words."""
