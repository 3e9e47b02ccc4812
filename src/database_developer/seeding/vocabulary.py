"""The texts a column's name calls for; all of them made up, with reserved domains and numbers."""

from __future__ import annotations

from database_developer.seeding.subject import Subject, words_of
from database_developer.seeding.templates import Digest, Letters, Padded, Part, Serial, Template, Words

FIRST = Words(("Ada", "Bela", "Cleo", "Dara", "Enzo", "Fay", "Gita", "Hugo", "Ines", "Joni", "Kai", "Lena", "Milo"))
LAST = Words(("Ash", "Birch", "Cedar", "Dahl", "Elm", "Fern", "Grove", "Hale", "Iris", "Lake", "Moor", "Reed"))
LOWER_FIRST = Words(tuple(name.lower() for name in FIRST.choices))
LOWER_LAST = Words(tuple(name.lower() for name in LAST.choices))
ADJECTIVE = Words(("Amber", "Bright", "Calm", "Clear", "Early", "Golden", "Green", "North", "Quick", "Silver", "Wide"))
NOUN = Words(("Bridge", "Compass", "Harbour", "Lantern", "Meadow", "Orchard", "River", "Signal", "Summit", "Window"))
LOWER_NOUN = Words(tuple(noun.lower() for noun in NOUN.choices))
LOWER_ADJECTIVE = Words(tuple(word.lower() for word in ADJECTIVE.choices))
TOPIC = Words(("the plan", "the budget", "the release", "the report", "the design", "the contract", "the survey"))
DEED = Words(("Review", "Prepare", "Check", "Discuss", "Finish", "Share", "Archive"))
TAIL = Words((" before the next meeting", " with the team", " for the spring season", " and note what is open", ""))
COUNTRY = Words(("Austria", "Brazil", "Canada", "Denmark", "Egypt", "France", "Ghana", "India", "Japan", "Kenya"))
CODES = Words(("AT", "BR", "CA", "DE", "DK", "EG", "FR", "GB", "IN", "JP", "KE", "US"))
CITY = Words(("Aarhus", "Accra", "Cairo", "Graz", "Kyoto", "Lyon", "Nairobi", "Porto", "Pune", "Quebec", "Turin"))
CURRENCY = Words(("EUR", "USD", "GBP", "JPY", "CHF", "CAD", "INR"))
LANGUAGE = Words(("en", "de", "fr", "es", "ja", "pt"))
LOCALE = Words(("en-GB", "en-US", "de-DE", "fr-FR", "ja-JP"))
ZONE = Words(("UTC", "Europe/Vienna", "America/Toronto", "Asia/Tokyo", "Africa/Nairobi"))
STATUS = Words(("active", "pending", "done", "archived"))
KIND = Words(("standard", "extended", "basic", "special"))
AGENT = Words(("Mozilla/5.0 (X11; Linux x86_64)", "Mozilla/5.0 (Macintosh)", "curl/8.0", "ExampleBot/1.0"))
PATH = Words(("/", "/home", "/docs", "/login", "/settings", "/blog", "/reports", "/account"))
SUFFIX = Words((".pdf", ".png", ".csv", ".txt"))
MIME = Words(("application/pdf", "image/png", "text/csv", "text/plain"))
LEVEL = Words(("info", "warning", "error", "debug"))

EMAIL = (LOWER_FIRST, ".", LOWER_LAST, Serial("."), "@example.com")
HANDLE = (LOWER_FIRST, "_", LOWER_LAST, Serial())
PERSON = (FIRST, " ", LAST, Serial(" "))
TITLE = (ADJECTIVE, " ", NOUN, Serial(" "))
SENTENCE = (DEED, " ", TOPIC, TAIL, Serial(" no. "), ".")
SLUG = (LOWER_ADJECTIVE, "-", LOWER_NOUN, Serial("-"))
URL = ("https://example.com/", LOWER_NOUN, Serial("/"))
PHONE = ("+1-", Padded(800, 100, 200), "-555-01", Padded(100))
LABEL = (LOWER_NOUN, Serial("_"))

PEOPLE = frozenset(
    {"user", "person", "customer", "member", "employee", "contact", "author", "patient", "student", "account", "client"}
)
FAMILIES: tuple[tuple[tuple[str, ...], tuple[Part, ...]], ...] = (
    (("email", "mail"), EMAIL),
    (("phone", "mobile", "fax", "telephone"), PHONE),
    (("password", "secret", "token", "hash", "digest", "checksum", "fingerprint", "signature", "salt"), (Digest(),)),
    (("agent",), (AGENT, Serial(" "))),
    (("username", "login", "handle", "nick", "nickname"), HANDLE),
    (("slug",), SLUG),
    (("domain", "host", "hostname"), (LOWER_NOUN, Serial("-"), ".example.com")),
    (("url", "uri", "link", "website", "avatar", "image", "photo", "href"), URL),
    (("path", "page", "route"), (PATH, Serial("/"))),
    (("file", "filename", "attachment"), (LOWER_NOUN, Serial("-"), SUFFIX)),
    (("mime",), (MIME,)),
    (("ip",), ("192.0.2.", Padded(254, 1, 1))),
    (("first", "given", "forename", "firstname"), (FIRST, Serial(" "))),
    (("last", "family", "surname", "lastname"), (LAST, Serial(" "))),
    (("fullname", "author", "owner", "assignee"), PERSON),
    (("company", "organization", "organisation", "employer"), (NOUN, Serial(" "), " Ltd")),
    (("city", "town"), (CITY, Serial(" "))),
    (("currency",), (CURRENCY,)),
    (("timezone", "tz", "zone"), (ZONE,)),
    (("locale",), (LOCALE,)),
    (("language", "lang"), (LANGUAGE,)),
    (("zip", "postcode", "postal"), (Padded(90000, 1, 10000),)),
    (("street", "address"), (Padded(89, 1, 10), " ", NOUN, " Street", Serial(", flat "))),
    (("color", "colour"), ("#", Letters("0123456789abcdef", 6))),
    (("sku", "code", "number", "reference", "ref"), ("SKU-", Padded(1_000_000))),
    (("status", "state", "stage"), (STATUS, Serial("_"))),
    (("type", "kind", "category", "class", "role", "tier", "plan", "source", "channel"), (KIND, Serial("_"))),
    (("level", "severity"), (LEVEL, Serial("_"))),
    (("tag", "tags", "label", "labels", "key"), LABEL),
    (("version",), ("1.", Padded(10, 10), ".", Padded(10))),
    (("description", "bio", "note", "notes", "comment", "body", "text", "content", "message", "reason"), SENTENCE),
    (("summary", "details", "about", "remark", "remarks", "excerpt"), SENTENCE),
    (("title", "subject", "headline", "heading"), TITLE),
)


def candidates(subject: Subject) -> tuple[Template, ...]:
    """Templates for the column, what its name calls for first, then plainer and shorter ones."""
    named = [Template(_country(subject))] if subject.named("country", "nationality") else []
    named += [Template(parts) for words, parts in FAMILIES if subject.named(*words)]
    if subject.named("name"):
        named.append(Template(_name(subject)))
    return (*named, *(Template(parts) for parts in PLAIN), *_codes(subject))


PLAIN: tuple[tuple[Part, ...], ...] = (TITLE, LABEL, (LOWER_NOUN, Serial()), SLUG, SENTENCE, (Digest(),))


def _country(subject: Subject) -> tuple[Part, ...]:
    _, longest = subject.lengths
    if subject.named("code", "iso") or (longest is not None and longest <= 3):
        return (CODES,)
    return (COUNTRY, Serial(" "))


def _name(subject: Subject) -> tuple[Part, ...]:
    owner = subject.words[:-1] or words_of(subject.table.name)
    singular = {word.removesuffix("s") for word in owner}
    is_person = not PEOPLE.isdisjoint(singular) or subject.named("display", "full")
    return PERSON if is_person else TITLE


def _codes(subject: Subject) -> tuple[Template, ...]:
    """Bare letters, as few as tell the rows apart, or as the lengths demand."""
    shortest, longest = subject.lengths
    width = max(shortest, 1)
    while 26**width < subject.rows and (longest is None or width < longest):
        width += 1
    alphabets = ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz", "0123456789")
    return tuple(Template((Letters(alphabet, width),)) for alphabet in alphabets)
