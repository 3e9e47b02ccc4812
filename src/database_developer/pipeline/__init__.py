"""Corridor: from a ticket's id to an outcome."""

from __future__ import annotations

from database_developer.pipeline.flow import run_ticket
from database_developer.pipeline.outcome import Outcome, StepTaken, Teller
from database_developer.pipeline.under_way import STEPS, Options

__all__ = ["STEPS", "Options", "Outcome", "StepTaken", "Teller", "run_ticket"]
