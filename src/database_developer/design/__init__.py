"""From a request and the live schema to a design: one file for each rule."""
