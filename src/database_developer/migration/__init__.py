"""From differences to a migration: planner, order, operations, statements, formats."""
