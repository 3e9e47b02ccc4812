"""The functions of the triggers that stand while both versions of the application are at work."""

from __future__ import annotations

from database_developer.model.names import QualifiedName
from database_developer.model.quoting import in_full, literal
from database_developer.model.schema import Function, Grant


def trigger_function(name: QualifiedName, body: str, comment: str) -> Function:
    """A trigger's function; it acts with its owner's rights, for the application's may not suffice."""
    definition = (
        f"CREATE OR REPLACE FUNCTION {in_full(name)}()\n RETURNS trigger\n LANGUAGE plpgsql\n"
        f" SECURITY DEFINER\n SET search_path TO {literal('')}\nAS $function$\n{body}\n$function$\n"
    )
    return Function(
        name=name,
        arguments="",
        definition=definition,
        returns="trigger",
        language="plpgsql",
        security_definer=True,
        settings=('search_path=""',),
        comment=comment,
        grants=(Grant(role="", privilege="EXECUTE"),),
    )
