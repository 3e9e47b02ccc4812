"""Entity-relationship diagrams, one file for each target."""
