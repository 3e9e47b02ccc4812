"""What SQL of a ticket may be run, and by what name the rest is refused."""

from __future__ import annotations

from database_developer.reading.safety.gate import Admitted, admitted, is_safe_condition, name_of

__all__ = ["Admitted", "admitted", "is_safe_condition", "name_of"]
