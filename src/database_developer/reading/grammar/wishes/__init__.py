"""Wishes: tickets that say in a line or two what should be kept, and leave the tables to whoever builds them."""
