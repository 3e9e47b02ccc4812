"""The attributes that a rule speaks of: "the email", "the customer's name", "`users.email`", "its title"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from database_developer.model.recipe import Attribute
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.scene import Scene, entity_name, words_of

Tokens = tuple[Token, ...]

_LONGEST = 4  # words of an attribute's name
_BEFORE = phrases("the | a | an | its | their | his | her | this | that | each | every | our | whole | entire")
_OLD = phrases("old | existing | current | present | previous | own | new")
_VALUE_OF = tuple(
    f"{noun} of" for noun in ("value", "values", "content", "contents", "text", "one", "copy", "field", "column")
)
_OWNED_BY = ("of", "on")
# Words that say what is done to a value, and so end an attribute's name.
STEP_WORDS = lexicon.words(
    "lower lower-cased lowercased lowercase lower-case upper upper-cased uppercased uppercase upper-case trimmed trim "
    "stripped strip cut truncated shortened limited joined concatenated combined separated split replaced replace "
    "replacing removed remove multiplied multiply divided divide times rounded round converted cast turned mapped "
    "followed then use else otherwise only is are becomes become gets get set kept keep taken multiplied plus minus "
    "prefixed suffixed changed padded capitalised capitalized reversed hashed encrypted unless becoming being equals "
    "defaulting falling contains starts begins ends exceeds exists dropped made turns maps means written cropped "
    "receive receives take takes start derived based computed calculated built generated copied filled populated"
)
_ENDS = (lexicon.NOT_A_NOUN | STEP_WORDS) - lexicon.words("last first")


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """What the rule may call by name: the attributes of the thing whose rows are filled, and of others."""

    scene: Scene
    entity: str | None = None

    def knows(self, name: str) -> bool:
        """Whether the thing has this attribute (or, where the thing is not clear, anything has)."""
        key = " ".join(words_of(name.replace(" ", "_")))
        known = self.scene.entities.get(self.entity or "")
        return key in known.attributes if known is not None else self.scene.owner_of(name) is not None

    def has(self, attribute: Attribute) -> bool:
        """Whether the attribute is there, as far as can be told: of things of which nothing is known, all are."""
        if attribute.of is None:
            known = self.scene.entities.get(self.entity or "")
            return known is None or not known.exists or self.knows(attribute.name)
        owner = self.scene.find_name(attribute.of)
        if owner is not None:
            return Names(scene=self.scene, entity=owner).has(Attribute(name=attribute.name))
        return self.knows(f"{attribute.of} id")

    def means_attribute(self, code: str) -> bool:
        """Whether code names an attribute, alone or with its table: `email`, `customers.name`."""
        table, _, column = code.rpartition(".")
        if not table:
            return self.knows(code)
        owner = self.scene.find(NounPhrase(identifier=table)) if table.isidentifier() else None
        return owner is not None and Names(scene=self.scene, entity=owner).knows(column)

    def owner(self, phrase: NounPhrase) -> str | None:
        """The other thing that a phrase names; None for the row itself."""
        name = self.scene.find(phrase) or entity_name(phrase)
        return None if name == self.entity or phrase.head in lexicon.ROW_NOUNS else name


def attribute_at(tokens: Tokens, at: int, names: Names) -> tuple[Attribute, int] | None:
    """The attribute named here, with the thing it belongs to where that is another, and where its words end."""
    place = skipped(tokens, ends_after_any(tokens, skipped(tokens, at, *_BEFORE), _VALUE_OF), *_BEFORE)
    place = skipped(tokens, place, *_OLD)
    owner = noun_phrase(tokens, place)
    if owner.possessor is None and place + owner.length < len(tokens) and tokens[place + owner.length].is_mark("'s"):
        return None
    place, possessor = _possessor(tokens, place, owner, names)
    found = _name(tokens, place, names)
    if found is None:
        return None
    name, end = found
    attribute, end = _with_owner(tokens, name, end, names) if possessor is None else (_of(name, possessor, names), end)
    return attribute, end


def _possessor(tokens: Tokens, place: int, phrase: NounPhrase, names: Names) -> tuple[int, NounPhrase | None]:
    """ "The customer's name": the customer, and the place behind the apostrophe."""
    if phrase.possessor is None:
        return place, None
    marks = [index for index in range(place, place + phrase.length) if tokens[index].is_mark("'s")]
    return skipped(tokens, marks[-1] + 1, *_OLD), phrase.possessor


def _of(name: str, phrase: NounPhrase, names: Names) -> Attribute:
    return Attribute(name=name, of=names.owner(phrase))


def _name(tokens: Tokens, place: int, names: Names) -> tuple[str, int] | None:
    """The longest known name from here, else all words up to one that cannot be part of a name."""
    if place >= len(tokens):
        return None
    place = skipped(tokens, place, *(lexicon.COLUMN_NOUNS)) if _is_code(tokens, place + 1) else place
    if _is_code(tokens, place):
        return tokens[place].text, _past_noun(tokens, place + 1)
    words = _run(tokens, place)
    for length in range(len(words), 0, -1):
        if names.knows(" ".join(words[:length])):
            return " ".join(words[:length]), _past_noun(tokens, place + length)
    while len(words) > 1 and words[-1] in lexicon.COLUMN_NOUNS:
        words = words[:-1]
    return (" ".join(words), _past_noun(tokens, place + len(words))) if words else None


def _is_code(tokens: Tokens, place: int) -> bool:
    """Whether the name is written as code: in ticks, with an underscore, or with a capital inside."""
    if place >= len(tokens):
        return False
    token = tokens[place]
    if token.kind is Kind.CODE:
        return all(part.isidentifier() for part in token.text.split("."))
    is_word = token.kind is Kind.WORD
    return is_word and (
        "_" in token.text or any(letter.isupper() for letter in token.text[1:] if token.text[0].islower())
    )


def _run(tokens: Tokens, place: int) -> list[str]:
    words: list[str] = []
    while place < len(tokens) and len(words) < _LONGEST:
        token = tokens[place]
        if token.kind is not Kind.WORD or token.lower in _ENDS or "_" in token.text:
            break
        words.append(token.lower)
        place += 1
    return words


def _past_noun(tokens: Tokens, place: int) -> int:
    """Behind the "column" of "the email column"."""
    return skipped(tokens, place, *lexicon.COLUMN_NOUNS)


def _with_owner(tokens: Tokens, name: str, end: int, names: Names) -> tuple[Attribute, int]:
    """ "The name of the customer", "`customers.name`"; "of the row" says nothing new."""
    if "." in name:
        table, _, column = name.rpartition(".")
        return _of(column, NounPhrase(identifier=table), names), end
    if end < len(tokens) and tokens[end].is_in(_OWNED_BY):
        phrase = noun_phrase(tokens, end + 1)
        behind = end + 1 + phrase.length
        is_thing = phrase.is_named and not (behind < len(tokens) and tokens[behind].is_mark("'s"))
        if is_thing and (phrase.determiner or names.scene.find(phrase) is not None):
            cut = _thing(tokens, end + 1, phrase, names)
            return _of(name, cut, names), end + 1 + cut.length
    return Attribute(name=name), end


def _thing(tokens: Tokens, at: int, phrase: NounPhrase, names: Names) -> NounPhrase:
    """The phrase up to the first word that tells what is done: "of the customer lower-cased"."""
    for length in range(1, phrase.length):
        if tokens[at + length].lower in STEP_WORDS:
            return replace(noun_phrase(tokens[: at + length], at), length=length)
    return phrase
