"""From a migration and a shadow to a proof."""
