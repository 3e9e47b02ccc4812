"""Ground floor: the values that flow through the house, and the contracts; no I/O."""
