"""Rows that a rule must refuse: how they are made, tried and taken back."""

from __future__ import annotations

from database_developer.proof.bites import bite
from database_developer.proof.bites.deletion import deletions

__all__ = ["bite", "deletions"]
