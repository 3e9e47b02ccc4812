"""What may be wanted of standing columns and tables, one file for each sense."""
