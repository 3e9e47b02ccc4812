"""From a schema to rows."""
