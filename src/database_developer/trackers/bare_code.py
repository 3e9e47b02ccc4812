"""Code pasted in without a fence: from the words that begin a class to the bracket that closes it, and so on below."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

_LONGEST = 400  # lines of one declaration
_WIDEST = 600  # letters of a line that are looked at
_LOOKS = 8  # at a line, on average; in a text that only begins declarations no more are looked for
_BEFORE = (
    r"(?:(?:export|default|public|private|internal|abstract|sealed|final|open|data|partial|pub|declare|static)\s+)*"
)
_BEGINNING = re.compile(
    rf"\s*{_BEFORE}(?:"
    r"(?:class|interface|record|enum class)\s+[A-Z_]\w*(?:\s*(?:[:<(]|extends\b|implements\b).*)?\{.*"
    r"|(?:class|interface|struct|record|enum|message|service|input|model)\s+[A-Z_]\w*\s*\{.*"
    r"|(?:class|record|enum)\s+[A-Z_]\w*(?:\s*(?:[:<(]|extends\b|implements\b).*)?"
    r"|type\s+[A-Z]\w*\s+(?:struct\s*|@\w+\s*|implements\s[^.?!{]*)?\{.*|type\s+[A-Z]\w*(?:<[^>]*>)?\s*=.*"
    r"|type\s+[A-Z]\w*\s+(?:string|bool|u?int\d*|float\d+)|(?:impl|func)\b[^.?!]*\{.*|scalar\s+[A-Z]\w*"
    r"|(?:const|let|var)\s+\w+\s*=\s*(?:new\s+)?[\w.]*(?:Schema|Table|define|model)\w*(?:<[^>]*>)?\(.*"
    r"|\w+Schema\.\w+.*[;({]|module\.exports\b.*"
    r"|(?:diesel::)?\w+!\s*[{(].*|const \(|const\s+\w+\s+\w+\s*=\s*\"[^\"]*\""
    r")\s*(?://.*)?"
)
_CLASS = re.compile(r"class\s+[A-Z_]\w*(?:\([^()]*\))?:\s*(?:#.*)?")
_MARK = re.compile(r"\s*(?:@[A-Za-z][\w.:]*(?:\s*\(.*)?|\[[A-Z]\w*(?:\(.*\))?(?:,.*)?\]|#\[.*\])\s*(?://.*)?")
_COMMAND = re.compile(r"\s*(?:[$>%]\s+)?(?:bundle exec\s+)?(?:bin/)?rails (?:g|generate) \w+ [\w/:]+(?: .*)?")
_WHOLE = re.compile(r"\s*(?:type|scalar)\s|.*\brails (?:g|generate)\s")
_HEAD = re.compile(
    r"\s*(?:import\s+(?:[\w.*]+;?|static\s.*;|['\"].*|[\w*{}\s,]+\sfrom\s+['\"].*)|from\s+[\w.]+\s+import\s+[\w*, ()]+"
    r"|package\s+[\w.]+;?|using\s+[\w.]+;|namespace\s+[\w.\\]+;|syntax\s*=.*"
    r"|(?:const|var|let)\s+[\w{}, ]+=\s*(?:require\(.*|mongoose;?))\s*"
)
_IDLE = re.compile(r"\s*(?://.*|/\*.*)")


def heed_bare_code(parser: MarkdownIt) -> MarkdownIt:
    """The parser, with such lines as a block of code."""
    for rule in ("table", "code"):
        if rule in parser.get_all_rules()["block"]:
            parser.block.ruler.before(rule, "bare_code", _is_code, {"alt": ["paragraph"]})
            break
    return parser


def _is_code(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Whether code begins on this line; pushes it as one block to its last line."""
    is_tired = state.env.get("looks", 0) > _LOOKS * (state.lineMax + _LONGEST)
    if is_tired or state.sCount[line] - state.blkIndent >= 4 or not _may_begin(_text(state, line)):
        return False
    last = _last(state, line, end)
    if last is None:
        return False
    if not silent:
        token = state.push("code_block", "code", 0)
        token.content = state.getLines(line, last + 1, 0, False) + "\n"
        token.map = [line, last + 1]
        state.line = last + 1
    return True


def _begins(text: str) -> bool:
    return any(shape.fullmatch(text) for shape in (_BEGINNING, _MARK, _COMMAND, _CLASS))


def _may_begin(text: str) -> bool:
    return _begins(text) or _HEAD.fullmatch(text) is not None


def _last(state: StateBlock, line: int, end: int) -> int | None:
    """The last line of the declarations that follow one another from here; None where there is none that is whole."""
    last, at = None, line
    while at < end:
        text = _text(state, at)
        if not text.strip() or _IDLE.fullmatch(text) or _HEAD.fullmatch(text):
            at += 1
            continue
        found = _declared(state, at, end) if _begins(text) else None
        if found is None:
            break
        last, at = found, found + 1
    return last


def _declared(state: StateBlock, line: int, end: int) -> int | None:
    """The last line of a declaration with the marks above it; None where no bracket closes it."""
    depth, has_begun, has_body, at = 0, False, False, line
    while at < min(end, line + _LONGEST):
        text = _text(state, at)
        if not has_begun and _CLASS.fullmatch(text):
            return _indented(state, at, end)
        is_beginning = bool(_BEGINNING.fullmatch(text) or _COMMAND.fullmatch(text))
        if depth == 0 and not has_begun and not is_beginning and not _MARK.fullmatch(text):
            return None
        has_begun = has_begun or is_beginning
        has_body = has_body or (has_begun and any(sign in text for sign in "{(=!")) or bool(_WHOLE.match(text))
        depth += _opened(text)
        if has_begun and depth <= 0 and not _goes_on(state, at, end):
            return at if has_body else None
        at += 1
    return None


def _indented(state: StateBlock, line: int, end: int) -> int | None:
    """The last line of a class of Python: those below it that are indented."""
    last, margin = None, state.sCount[line]
    for at in range(line + 1, min(end, line + _LONGEST)):
        if _text(state, at).strip() and state.sCount[at] <= margin:
            break
        last = at if _text(state, at).strip() else last
    return last


def _opened(text: str) -> int:
    bare = re.sub(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|//.*", "", text)
    return sum(bare.count(sign) for sign in "({[") - sum(bare.count(sign) for sign in ")}]")


def _goes_on(state: StateBlock, line: int, end: int) -> bool:
    """Whether the body stands below: the bracket on a line of its own, an open union, a command that is not whole."""
    text = _text(state, line).rstrip()
    following = _text(state, line + 1).strip() if line + 1 < end else ""
    return text.endswith(("\\", "|", "=")) or following.startswith(("{", "|"))


def _text(state: StateBlock, line: int) -> str:
    state.env["looks"] = state.env.get("looks", 0) + 1
    return state.src[state.bMarks[line] : state.eMarks[line]][:_WIDEST]
