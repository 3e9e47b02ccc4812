"""An application that goes on working while a migration is applied: what it knows, what it asks, who held it up."""
