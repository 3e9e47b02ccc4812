"""The words the grammar knows: those that build a sentence, and those that speak of data."""

from __future__ import annotations

from database_developer.reading.inflection import gerund, participle, past, third_person


def words(text: str) -> frozenset[str]:
    """A set of words written as one line."""
    return frozenset(text.split())


# --- words that build a sentence ---------------------------------------------------------------------------

PRONOUNS = words("i you he she it we they one's them him us me this these those who which that")
SPEAKERS = words(
    "i we you they it system software app application product service platform database company team backend api"
)
ARTICLES = words("a an the")
POSSESSIVES = words("its their his her our my your whose")
EACH = words("each every per any")
ONE = words("one a an single given particular certain specific")
MANY = words("many several multiple some various few lots")
ALL = words("all both every any")
DETERMINERS = (
    ARTICLES | POSSESSIVES | EACH | ALL | MANY | words("this that these those no another other such one two three")
)
PREPOSITIONS = words(
    "of in on at by for with without from to into onto per within inside under over above below between among through "
    "during until till before after since about against as via across along behind beyond except like near off out "
    "toward towards upon than"
)
CONJUNCTIONS = words("and or but nor so yet & plus")
SUBORDINATORS = words("when whenever if once while because unless although though where whereas whether so until since")
RELATIVES = words("who which that whose whom where")
MODALS = words(
    "can could may might must shall should will would cannot can't won't shouldn't mustn't couldn't wouldn't"
)
BE = words("be is are was were been being am isn't aren't wasn't weren't")
HAVE = words("have has had having hasn't haven't")
DO = words("do does did don't doesn't didn't")
NEGATIONS = words("not never no cannot can't won't don't doesn't isn't aren't shouldn't mustn't didn't")
# What a text goes on with: "Besides: ...", "Further: ...".
GOING_ON = words("further furthermore additionally also besides beside moreover plus more then in addition")
ADVERBS = words(
    "also always only just currently simply usually normally often typically please then still already even too once "
    "never not now later furthermore moreover additionally optionally automatically immediately directly really "
    "therefore however thus hence basically ideally instead again first finally probably maybe perhaps generally "
    "recently last respectively presently lately formerly previously originally meanwhile"
)
# What a system does with things: "for tank management" speaks of tanks.
MANAGING = words(
    "management module administration system maintenance handling registration functionality processing tracking "
    "keeping organisation organization"
)
LEADS = words("for in on at with within per to from during besides after before of by as under inside regarding")
EXAMPLES = words("e.g. eg i.e. ie such like including")

# --- verbs ---------------------------------------------------------------------------------------------------

KEEP = words("keep store record save hold track log capture collect maintain persist remember note register")
WANT = words("need want require like")
HAS = words("have contain include comprise carry consist possess")
BELONG = words("belong correspond pertain")
OWN = words("own create write make place manage lead author send submit upload assign request approve report")
LEADING = words("supervise head manage lead chair coach direct run coordinate oversee captain")
DELETE = words("delete remove erase drop destroy purge")
PERISH = words("disappear vanish go cascade")
LOOK_UP = words(
    "look search list read find show fetch query filter browse load retrieve get display view see scan page select "
    "report"
)
SORT = words("sort order rank arrange")
ADD = words("add create introduce define design implement provide insert")
CHANGE = words("change alter modify extend update adjust make set allow turn convert")
RENAME = words("rename call name")
LINK = words("link refer reference point relate attach connect associate tie map")
SPECIFY = words("specify describe represent denote indicate identify tell say mean")
OTHER_VERBS = words(
    "be do use do work run join happen occur start begin end finish expire return close open publish post pay ship "
    "deliver sign log stay take block fill decide build improve appear exist share default enforce ensure support "
    "prevent hold apply follow lie come give move happen cost live depend document test verify check"
)
VERBS = frozenset().union(
    KEEP, WANT, HAS, BELONG, OWN, DELETE, PERISH, LOOK_UP, SORT, ADD, CHANGE, RENAME, LINK, SPECIFY, OTHER_VERBS
)
PARTICLES = words("up down out in on off over back away together")

FINITE: dict[str, str] = {
    form: verb for verb in sorted(VERBS) for form in (participle(verb), past(verb), third_person(verb), verb)
}
PARTICIPLES: dict[str, str] = {participle(verb): verb for verb in sorted(VERBS)}
PASTS: dict[str, str] = {past(verb): verb for verb in sorted(VERBS)}
GERUNDS: dict[str, str] = {gerund(verb): verb for verb in sorted(VERBS)}

# Verbs that tell of a row's own beginning: the moment they name is the moment the row is written.
BEGINNINGS = words(
    "join happen occur start begin place register sign subscribe enrol enroll order add record log submit upload post "
    "send receive open book arrive write request"
)
CREATED = words("created create added inserted recorded")
UPDATED = words("updated update changed change modified modify edited edit")

# --- words that speak of data ----------------------------------------------------------------------------------

TABLE_NOUNS = words("table tables entity entities model relation collection")
COLUMN_NOUNS = words("column columns field fields attribute attributes property properties")
ROW_NOUNS = words("row rows record records entry entries item items tuple tuples")
LIST_NOUNS = words("list lists listing overview page table history feed")
DATA_NOUNS = (
    TABLE_NOUNS
    | COLUMN_NOUNS
    | words(
        "row rows index indexes indices constraint constraints schema database key keys migration enum trigger view"
    )
)
INFORMATION = words("information data details info records")
# Words that name nothing one could keep.
EMPTY_NOUNS = words(
    "thing things way ways lot need needs change changes result results work part parts kind kinds sort sorts "
    "following above below mind eye care place point purpose fact time everything something nothing anything "
    "somebody someone anyone everybody neither either none nobody problem problems question questions idea ideas "
    "average majority"
)
# Those of them that a word before gives a meaning: "posting time", "test result".
HALF_EMPTY = words("time result results place point points question part purpose change work kind sort need")
# Heads that take what they measure behind "of" into their name: "date of birth".
MEASURES = words(
    "country date time number amount total count length place year level type quantity period name title "
    "way method manner mode means source cause degree"
)
QUALITIES = words(
    "optional required mandatory unique nullable new existing own own additional free-form freeform separate different "
    "corresponding relevant specific basic unique respective individual complete given certain"
)
REQUIRED = words("required mandatory compulsory obligatory non-null not-null")
OPTIONAL = words("optional nullable")

# Words that say what a value is, as the head of a phrase such as "a free-form JSON document".
TYPE_NOUNS = words(
    "json jsonb document date time timestamp datetime moment number integer int bigint smallint float decimal numeric "
    "string text boolean bool flag uuid guid money amount percentage percent price cents url link uri array list map "
    "object blob bytes binary image file xml char varchar character characters double real serial interval duration "
    "enum id identifier value year day month hour second seconds minutes hours days"
)
# Those of them that only ever say how a value is written: ", a JSON document" is no second attribute.
FORMAT_WORDS = words("json jsonb string integer int boolean uuid decimal float bigint varchar numeric")
DATE_WORDS = words("date day")
MOMENT_WORDS = words("time timestamp moment datetime date when")
# Heads of phrases that are facts about a thing rather than things.
ATTRIBUTE_NOUNS = TYPE_NOUNS | words(
    "name title description status state type kind category count total email address phone code number colour color "
    "size weight height length width note notes remark remarks comment comments role score rating rank level priority "
    "label slug token password hash version reason message body summary locale language country city zip currency "
    "quantity balance gender age birthday birth sex barcode postcode nickname handle username position location"
)

BOUNDS = (
    "at most",
    "up to",
    "no more than",
    "not more than",
    "a maximum of",
    "maximum of",
    "max",
    "max.",
    "maximum",
    "fewer than",
    "at least",
    "no fewer than",
    "a minimum of",
)
# What numbers are measured in, so that "at most 5 metres" counts no things.
UNITS = words(
    "characters chars letters digits symbols words bytes kilobytes megabytes mb kb gb percent times stars points "
    "places decimals dollars euros pounds cents grams kilograms kilos tonnes millimetres millimeters centimetres "
    "centimeters metres meters kilometres kilometers miles inches feet litres liters hectares degrees people persons"
)

# What comes in kinds, so that a list behind it tells which there are.
CHOICES = words(
    "status state type kind category severity priority level role gender sex size mode species voice grade tier phase "
    "stage outcome condition method channel format frequency result"
)

# Numbers that somebody outside gives to each of its kind, so that they tell one from all others.
NATURAL_KEYS = words("isbn issn ssn vin imei")

MAGNITUDES = {"thousand": 1_000, "k": 1_000, "million": 1_000_000, "m": 1_000_000, "mio": 1_000_000, "billion": 10**9}
PERIODS = {
    form: period
    for period in ("second", "minute", "hour", "day", "week", "month", "quarter", "year")
    for form in (period, f"{period}s")
} | {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year", "hourly": "hour"}
SMALL_NUMBERS = {
    name: value
    for value, name in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}

NOT_A_NOUN = (
    PRONOUNS
    | DETERMINERS
    | PREPOSITIONS
    | CONJUNCTIONS
    | SUBORDINATORS
    | RELATIVES
    | MODALS
    | BE
    | HAVE
    | DO
    | NEGATIONS
    | words("e.g. i.e. etc. eg ie etc there here yes then also only always usually newest latest oldest earliest")
    | words("including containing regarding concerning sorted ordered ascending descending asc desc")
)
