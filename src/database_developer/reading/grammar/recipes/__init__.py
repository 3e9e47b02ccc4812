"""The grammar of rules for the values of existing rows: from tokens to typed steps, with nothing left over."""
