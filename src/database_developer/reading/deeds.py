"""Verbs whose doing is itself a thing to keep, by the noun for it: somebody who reports leaves a report."""

from __future__ import annotations

_DEEDS = """
apply application
approve approval
assign assignment
attend attendance
bid bid
book booking
bookmark bookmark
borrow loan
buy purchase
cancel cancellation
certify certification
charter charter
comment comment
complain complaint
complete completion
deliver delivery
dive dive
donate donation
enrol enrolment
enroll enrollment
favorite favorite
favourite favourite
flag flag
follow follow
hire hire
inspect inspection
invite invitation
lease lease
lend loan
like like
measure measurement
nominate nomination
observe observation
order order
park parking
pay payment
pledge pledge
prescribe prescription
purchase purchase
rate rating
recommend recommendation
register registration
rent rental
repair repair
reply reply
report report
request request
reserve reservation
return return
review review
ride ride
sell sale
ship shipment
sponsor sponsorship
subscribe subscription
suggest suggestion
test test
train training
transfer transfer
treat treatment
trip trip
vaccinate vaccination
visit visit
vote vote
"""
NOUNS = dict(line.split() for line in _DEEDS.strip().splitlines())
_VERBS = {noun: verb for verb, noun in reversed(NOUNS.items())}


def deed_of(verb: str) -> str | None:
    """What is there to keep of it when somebody does so: "loan" of "borrow"; None for a verb that leaves nothing."""
    return NOUNS.get(verb)


def verb_of(noun: str) -> str | None:
    """What was done where the noun is a deed: "visit" of a "visit", "borrow" of a "loan"."""
    return _VERBS.get(noun)
