"""Which values of an old table go to which columns of another one, and how the two refer to each other."""
