"""Each SQL statement spelled once, with the lock it takes."""
