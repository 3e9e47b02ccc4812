"""Texts: what the column's name calls for, or else what its CHECKs allow."""

from __future__ import annotations

from database_developer.seeding import regular
from database_developer.seeding.facts import Fact, Length, LowerCase, Pattern
from database_developer.seeding.generators.known import text_meets
from database_developer.seeding.subject import Subject
from database_developer.seeding.templates import Template
from database_developer.seeding.vocabulary import candidates


class Texts:
    """Answers for all text types."""

    def answers(self, subject: Subject) -> bool:
        """Whether it is text."""
        return subject.type.is_text and not subject.type.is_array

    def meets(self, subject: Subject, fact: Fact) -> bool:
        """Lengths and patterns, if the chosen template shows it by its examples."""
        if not isinstance(fact, Length | LowerCase | Pattern):
            return False
        return _meets(_chosen(subject), subject, fact)

    def draw(self, subject: Subject) -> str:
        """A text that fits."""
        return _fitted(subject, _chosen(subject).draw(subject.salt))

    def count(self, subject: Subject) -> int | None:
        """As many as the template has."""
        return _chosen(subject).count()

    def nth(self, subject: Subject, digit: str) -> str:
        """The text of that number."""
        return _fitted(subject, _chosen(subject).nth(digit, subject.salt))


def _fitted(subject: Subject, sql: str) -> str:
    _, longest = subject.lengths
    if longest is None or _chosen(subject).longest(subject.rows, subject.carries) <= longest:
        return sql
    return f"left({sql}, {longest})"


def _chosen(subject: Subject) -> Template:
    """The first template that fits in every way; else the one of most different texts."""
    offered = [*candidates(subject), *_from_patterns(subject)]
    fitting = [template for template in offered if _fits(template, subject)]
    roomy = [template for template in fitting if _has_room(template, subject)]
    if roomy:
        return roomy[0]
    return max(fitting, key=lambda template: template.count() or 0) if fitting else _longest_that_fits(subject, offered)


def _longest_that_fits(subject: Subject, offered: list[Template]) -> Template:
    """Where nothing fits in every way, at least a text that is not too long."""
    _, longest = subject.lengths
    short = [one for one in offered if longest is None or one.longest(subject.rows, subject.carries) <= longest]
    return (short or offered)[-1]


def _from_patterns(subject: Subject) -> list[Template]:
    shortest, longest = subject.lengths
    patterns = [fact.regex for fact in subject.facts if isinstance(fact, Pattern)]
    rows = subject.rows if subject.carries else 1000
    made = [regular.template(pattern, rows, shortest, longest) for pattern in patterns]
    return [template for template in made if template is not None]


def _fits(template: Template, subject: Subject) -> bool:
    _, longest = subject.lengths
    if longest is not None and template.longest(subject.rows, subject.carries) > longest:
        return False
    return all(_meets(template, subject, fact) for fact in subject.facts)


def _meets(template: Template, subject: Subject, fact: Fact) -> bool:
    if isinstance(fact, Length):
        shortest = template.shortest(subject.carries)
        longest = template.longest(subject.rows, subject.carries)
        return shortest >= fact.minimum and (fact.maximum is None or longest <= fact.maximum)
    return all(text_meets(fact, example) for example in template.examples(subject.rows, subject.carries))


def _has_room(template: Template, subject: Subject) -> bool:
    count = template.count()
    return not subject.carries or count is None or count >= subject.rows
