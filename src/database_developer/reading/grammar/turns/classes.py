"""The classes of words that turns of phrase know by name."""

from __future__ import annotations

CLASSES = {
    "must": "must | should | shall | has to | have to | need(s) to | ought to | is to | are to | will | is supposed to "
    "| are supposed to | want(s) to | is meant to | are meant to | had better | got to",
    "may": "may | can | could | might | should be able to | must be able to | be allowed to | is allowed to "
    "| are allowed to | free to | possible to | ok to | okay to | fine to | able to",
    "not": "not | never | no longer",
    "be": "is | are | be | was | were | being | been | get(s) | become(s) | remain(s) | stay(s)",
    "same": "same | identical | equal",
}
