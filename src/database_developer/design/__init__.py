"""From a request and the live schema to a design: one file for each rule."""

from database_developer.design.designer import design

__all__ = ["design"]
