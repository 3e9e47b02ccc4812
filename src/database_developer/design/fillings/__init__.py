"""From typed rules for existing rows to SQL expressions over one row that never fail."""
