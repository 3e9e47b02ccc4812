"""The forms of English words that a ticket's reader must know: plurals of nouns, tenses of verbs."""

from __future__ import annotations

from functools import lru_cache

from database_developer.model import inflection as nouns

# Plurals by their history that a ticket treats as one thing: "the event data".
_TAKEN_AS_ONE = frozenset({"data", "media", "metadata", "wireless"})
_VOWELS = "aeiou"

_IRREGULAR_VERBS = {  # third person, past, participle, -ing
    "be": ("is", "was", "been", "being"),
    "have": ("has", "had", "had", "having"),
    "do": ("does", "did", "done", "doing"),
    "go": ("goes", "went", "gone", "going"),
    "keep": ("keeps", "kept", "kept", "keeping"),
    "hold": ("holds", "held", "held", "holding"),
    "find": ("finds", "found", "found", "finding"),
    "read": ("reads", "read", "read", "reading"),
    "write": ("writes", "wrote", "written", "writing"),
    "get": ("gets", "got", "got", "getting"),
    "give": ("gives", "gave", "given", "giving"),
    "see": ("sees", "saw", "seen", "seeing"),
    "show": ("shows", "showed", "shown", "showing"),
    "take": ("takes", "took", "taken", "taking"),
    "make": ("makes", "made", "made", "making"),
    "send": ("sends", "sent", "sent", "sending"),
    "begin": ("begins", "began", "begun", "beginning"),
    "pay": ("pays", "paid", "paid", "paying"),
    "buy": ("buys", "bought", "bought", "buying"),
    "sell": ("sells", "sold", "sold", "selling"),
    "teach": ("teaches", "taught", "taught", "teaching"),
    "lead": ("leads", "led", "led", "leading"),
    "know": ("knows", "knew", "known", "knowing"),
    "set": ("sets", "set", "set", "setting"),
    "put": ("puts", "put", "put", "putting"),
    "leave": ("leaves", "left", "left", "leaving"),
    "lose": ("loses", "lost", "lost", "losing"),
    "stay": ("stays", "stayed", "stayed", "staying"),
    "bring": ("brings", "brought", "brought", "bringing"),
    "mean": ("means", "meant", "meant", "meaning"),
    "let": ("lets", "let", "let", "letting"),
    "query": ("queries", "queried", "queried", "querying"),
    "submit": ("submits", "submitted", "submitted", "submitting"),
    "refer": ("refers", "referred", "referred", "referring"),
    "log": ("logs", "logged", "logged", "logging"),
    "drop": ("drops", "dropped", "dropped", "dropping"),
    "tag": ("tags", "tagged", "tagged", "tagging"),
    "ship": ("ships", "shipped", "shipped", "shipping"),
    "scan": ("scans", "scanned", "scanned", "scanning"),
    "enrol": ("enrols", "enrolled", "enrolled", "enrolling"),
    "cancel": ("cancels", "cancelled", "cancelled", "cancelling"),
    "come": ("comes", "came", "come", "coming"),
    "ride": ("rides", "rode", "ridden", "riding"),
    "drive": ("drives", "drove", "driven", "driving"),
    "fly": ("flies", "flew", "flown", "flying"),
    "run": ("runs", "ran", "run", "running"),
    "win": ("wins", "won", "won", "winning"),
    "lend": ("lends", "lent", "lent", "lending"),
    "spend": ("spends", "spent", "spent", "spending"),
    "build": ("builds", "built", "built", "building"),
    "break": ("breaks", "broke", "broken", "breaking"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "steal": ("steals", "stole", "stolen", "stealing"),
    "choose": ("chooses", "chose", "chosen", "choosing"),
    "draw": ("draws", "drew", "drawn", "drawing"),
    "throw": ("throws", "threw", "thrown", "throwing"),
    "grow": ("grows", "grew", "grown", "growing"),
    "meet": ("meets", "met", "met", "meeting"),
    "feed": ("feeds", "fed", "fed", "feeding"),
    "catch": ("catches", "caught", "caught", "catching"),
    "sing": ("sings", "sang", "sung", "singing"),
    "swim": ("swims", "swam", "swum", "swimming"),
    "eat": ("eats", "ate", "eaten", "eating"),
    "fall": ("falls", "fell", "fallen", "falling"),
    "say": ("says", "said", "said", "saying"),
}
_PLAIN_FORMS = {form: verb for verb, (_, past, done, _) in _IRREGULAR_VERBS.items() for form in (past, done)}


# Pasts without "-ed" of other verbs, each with its participle where that is another word.
_STRONG = (
    "bought built caught cost cut dealt dug fed fought held hung hurt laid led lent lit lost met read rode:ridden sent "
    "shot shut slept spent split spoke:spoken stole:stolen struck stuck swore:sworn swam:swum swept taught thought "
    "tore:torn told threw:thrown wore:worn won wound woke:woken broke:broken chose:chosen drew:drawn drank:drunk "
    "drove:driven ate:eaten fell:fallen flew:flown froze:frozen gave:given grew:grown hid:hidden knew:known rang:rung "
    "rose:risen ran:run saw:seen shook:shaken sang:sung sank:sunk sat stood took:taken wrote:written began:begun "
    "became:become came:come went:gone done made found left kept paid sold bred bound bid "
    "brought showed:shown sowed:sown mowed:mown sewed:sewn blew:blown bit:bitten forgot:forgotten used tied"
)
_DONE = {word: done or word for word, _, done in (entry.partition(":") for entry in _STRONG.split())}
_DONE |= {done: done for done in tuple(_DONE.values())}


@lru_cache(maxsize=4096)
def singular(noun: str) -> str:
    """The noun for one: "entries" -> "entry"; a word already singular comes back as it is."""
    return noun if noun in _TAKEN_AS_ONE else nouns.singular(noun)


def is_plural(noun: str) -> bool:
    """Whether the noun names many of its kind."""
    return singular(noun) != noun


def singular_phrase(words: tuple[str, ...]) -> tuple[str, ...]:
    """The phrase with its head, the last word, for one."""
    return (*words[:-1], singular(words[-1])) if words else words


@lru_cache(maxsize=4096)
def third_person(verb: str) -> str:
    """ "store" -> "stores"."""
    if verb in _IRREGULAR_VERBS:
        return _IRREGULAR_VERBS[verb][0]
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


@lru_cache(maxsize=4096)
def past(verb: str) -> str:
    """ "store" -> "stored"."""
    return _IRREGULAR_VERBS[verb][1] if verb in _IRREGULAR_VERBS else _regular_past(verb)


@lru_cache(maxsize=4096)
def participle(verb: str) -> str:
    """ "write" -> "written"."""
    return _IRREGULAR_VERBS[verb][2] if verb in _IRREGULAR_VERBS else _regular_past(verb)


@lru_cache(maxsize=4096)
def bare_participle(word: str) -> str:
    """The plain form of a regular participle, by its ending: "reserved" -> "reserve", "weighed" -> "weigh"."""
    stem = word[:-2]
    return stem + "e" if word[-3:-2] in "lsvzcgu" else stem


@lru_cache(maxsize=4096)
def plain_form(word: str) -> str | None:
    """The verb that a past tense or participle is of: "rode" -> "ride"; None where it is neither."""
    if word in _PLAIN_FORMS:
        return _PLAIN_FORMS[word]
    if not word.endswith("ed") or len(word) < 5:
        return None
    stem = word[:-2]
    is_doubled = stem[-1] == stem[-2] and stem[-1] not in "lsfz"
    return stem[:-1] if is_doubled else bare_participle(word)


@lru_cache(maxsize=4096)
def done_form(word: str) -> str:
    """The participle that a past form belongs to: "opened", "broke" -> "broken"; "" for any other word."""
    is_regular = word.endswith("ed") and len(word) > 4 and not word.endswith("eed")
    return _DONE.get(word, word if is_regular else "")


@lru_cache(maxsize=4096)
def gerund(verb: str) -> str:
    """ "store" -> "storing"."""
    if verb in _IRREGULAR_VERBS:
        return _IRREGULAR_VERBS[verb][3]
    return (verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb) + "ing"


_AGENTS = {
    "supervise": "supervisor",
    "direct": "director",
    "head": "head",
    "chair": "chair",
    "coach": "coach",
    "captain": "captain",
}


@lru_cache(maxsize=4096)
def agent(verb: str) -> str:
    """Who does it: "own" -> "owner", "create" -> "creator"."""
    if verb in _AGENTS:
        return _AGENTS[verb]
    if verb.endswith(("ate", "ute")):
        return verb[:-1] + "or"
    return verb + ("r" if verb.endswith("e") else "er")


# Nouns that only look as if they were made from a verb.
_LIKE_DEEDS = (
    "instrument document apartment department equipment garment monument element station location hospital animal "
    "journal terminal material building evening morning university facility community faculty activity festival "
    "mineral pedestal pension mansion million section fraction"
)
_NO_DEEDS = frozenset(_LIKE_DEEDS.split())
_NOUN_ENDINGS = ("ship", "ment", "ing", "ation", "tion", "sion", "ance", "al", "hood", "ity")


@lru_cache(maxsize=4096)
def is_derived(noun: str) -> bool:
    """Whether the noun is made from another word and names a bond or an act: "membership", "enrolment"."""
    return noun not in _NO_DEEDS and bool(bare_forms(noun))


@lru_cache(maxsize=4096)
def bare_forms(noun: str) -> tuple[str, ...]:
    """The words such a noun may be made from: "member" for "membership"."""
    return tuple(noun[: -len(ending)] for ending in _NOUN_ENDINGS if noun.endswith(ending) and len(noun) > 6)


def _regular_past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ied"
    return verb + "ed"
