"""The attributes that are asked for, found by the words of their names."""

from __future__ import annotations

from database_developer.model.request import AttributeAsk
from database_developer.reading.grammar.findings import Finding
from database_developer.reading.spoken_of import words_in

Place = tuple[int, AttributeAsk]


class ToldAttributes:
    """Follows a list of findings that grows at its end; ``forget`` where anything else of it has changed."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        self.forget()

    def forget(self) -> None:
        """Look through the findings anew the next time."""
        self._seen = 0
        self._places: list[int] = []
        self._by_name: dict[str, list[int]] = {}
        self._by_word: dict[str, list[int]] = {}

    def all(self) -> list[Place]:
        """Each attribute with its place among the findings."""
        self._learn()
        return self._at(self._places)

    def named(self, name: str) -> list[Place]:
        """Those of that name, else those with all of its words in theirs."""
        self._learn()
        wanted = words_in(name)
        if wanted in self._by_name:
            return self._at(self._by_name[wanted])
        words = set(wanted.split())
        fewest = min((self._by_word.get(word, []) for word in words), key=len, default=[])
        return [one for one in self._at(fewest) if words <= set(words_in(one[1].attribute).split())]

    def _at(self, places: list[int]) -> list[Place]:
        found = ((place, self.findings[place]) for place in places)
        return [(place, one) for place, one in found if isinstance(one, AttributeAsk)]

    def _learn(self) -> None:
        for place in range(self._seen, len(self.findings)):
            one = self.findings[place]
            if isinstance(one, AttributeAsk):
                name = words_in(one.attribute)
                self._places.append(place)
                self._by_name.setdefault(name, []).append(place)
                for word in set(name.split()):
                    self._by_word.setdefault(word, []).append(place)
        self._seen = len(self.findings)
