"""Sentences in other words, said again in the usual ones: "of a van we know the plate": "each van has the plate"."""
