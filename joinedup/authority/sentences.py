"""Sentences of refusals: why a rule fails, and what would change that, by the id of the rule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from string import Formatter
from typing import Any, Literal

from joinedup.authority.proof import Failed
from joinedup.values.dates import day_in_words
from joinedup.values.pence import pounds

#: For each rule what is so, and what would mend it; the names in braces are given by whoever asks.
SENTENCES: dict[str, tuple[str, str]] = {
    # What is asked.
    "unknown-function": (
        "no function is called '{name}'",
        "name one of the functions of the law",
    ),
    "unknown-area": ("the register has no area '{name}'", "name an area of the register"),
    "unknown-actor": (
        "the register has nobody called '{name}'",
        "name a body, a forum, a post or a class of a body's officers",
    ),
    "function-not-in-force": (
        "nobody holds this on {day}: the law that gives it is not in force then",
        "ask of a day on which it is",
    ),
    "actor-not-there": (
        "{actor} is not there on {day}",
        "ask of a day on which it is, or mend its dates",
    ),
    # Who holds it.
    "no-holder": (
        "the register has nobody who holds this for {area} on {day}",
        "name the body that holds it, with the area for which it acts",
    ),
    "holder-not-there": (
        "{party} would hold this, and is not there on {day}: it does not exist then, or its making "
        "lacks an approval",
        "mend its dates, or record the approval",
    ),
    "area-not-said": (
        "{party} may hold this, but the register does not say for which area it acts",
        "say its area",
    ),
    "partners-not-said": (
        "{board} holds this jointly with its partner trusts, and no trust says that it is one",
        "say of each partner trust whose partner it is",
    ),
    "not-the-holder": (
        "{holder} does not hold this for {area}",
        "name a body that does, or none",
    ),
    "no-owner-holds": (
        "{forum} decides for each body that owns it, and none of them holds this for {area}",
        "each body must hold what its committee decides in common with others",
    ),
    "holds-nothing": (
        "{party} does not hold this by law for {area}, and nobody passes it to it",
        "whoever holds it would have to pass it on to {party}",
    ),
    "not-from-each-holder": (
        "{holder} holds this too and must decide as well, and nothing leads from it to {actor}",
        "{holder} would have to pass it on, or decide for itself",
    ),
    "no-delegation": (
        "nothing leads to {actor} from whoever holds this",
        "{needed}",
    ),
    # Whether a delegation is there.
    "not-in-force": (
        "it holds {period}, and so not on {day}",
        "renew it, or ask of a day on which it holds",
    ),
    "not-approved": (
        "it needs the approval of {approvers}, which was not given by {day}",
        "record the approval and its day",
    ),
    "revoked": ("it was revoked from {revoked} on", "make it again"),
    "giver-not-there": (
        "{giver}, from whom it would come, is not there on {day}",
        "name who has its functions now",
    ),
    "receiver-not-there": (
        "{receiver}, who would receive it, is not there on {day}",
        "pass it to somebody who is",
    ),
    "vacant": ("nobody holds the post {receiver} on {day}", "say who holds it"),
    # Whether the law supports it.
    "no-power": (
        "no power in law is called '{id}', so none supports it",
        "name the power that it is made under",
    ),
    "power-not-in-force": (
        "its power, {power.title}, is not in force on {day}",
        "make it under a power that is",
    ),
    "passes-no-function": (
        "{power.title} passes {power.passes} and no function",
        "what would pass it: {instead}",
    ),
    "giver-not-permitted": (
        "{power.title} lets {power.given_by} pass functions on, and {giver} is none of them",
        "make it under a power that {giver} has",
    ),
    "receiver-not-permitted": (
        "{power.title} does not let {giver} pass a function to {receiver}",
        "pass it to somebody whom the power names, or make it under another power",
    ),
    "receiver-not-read": (
        "whether {power.title} lets {receiver} receive a function was not read in the law, or "
        "turns on what the register does not say",
        "take legal advice, or say how the council is governed",
    ),
    "not-employed": (
        "{power.title} lets those receive a function who are employed by or seconded to "
        "{receiver.body}, or are members of its board; whoever holds the post {receiver} is not",
        "second the holder to {receiver.body}, or pass it to a committee",
    ),
    "employer-not-said": (
        "the register does not say who employs the holder of the post {receiver}",
        "say who does, and to whom the holder is seconded",
    ),
    "function-barred": (
        "{power.title} does not pass this on, as it is of a kind that it leaves out: {tags}",
        "whoever holds it must decide, or pass it on by another power",
    ),
    "function-not-covered": (
        "{power.title} does not pass this on, but only what is of this kind: {tags}",
        "make it under a power that covers this",
    ),
    "function-not-read": (
        "whether {power.title} passes this on is not known: {why}",
        "read that text, or take legal advice",
    ),
    "not-the-executive": (
        "it is for what a council's executive is responsible for, which this is not at {body}",
        "it is for the full council, or whoever that passes it to",
    ),
    "executive-function": (
        "it is not for what a council's executive is responsible for, as this is at {body}",
        "it is for the leader or mayor, or whoever they pass it to",
    ),
    "model-not-said": (
        "the register does not say how {body} governs itself on {day}, so it is not known whether "
        "this is for its executive",
        "say its model of governance",
    ),
    "other-model": (
        "{receiver} acts for a council only under another model of governance than {body} has",
        "none is needed: another acts for {body}",
    ),
    "organ-not-in-force": (
        "the law by which {receiver} would act for {body} is not in force on {day}",
        "ask of a day on which it is",
    ),
    "outside-framework": (
        "it departs from the budget or policy framework of {body}, and then only its full council "
        "may decide",
        "bring it within the framework, or before the full council",
    ),
    "exclusive-not-permitted": (
        "it is exclusive, which {power.title} does not let it be",
        "let the giver keep it too",
    ),
    # Whether it covers the matter.
    "area-outside": (
        "it is for {own}, which does not contain the whole of {area}",
        "ask for a part that it contains, or extend it",
    ),
    "over-the-cap": (
        "the value of {value:pounds} is above what may still be decided under its cap of {cap}, "
        "{left:pounds}",
        "whoever passed it on may decide, or raise the cap",
    ),
    "cap-of-another-year": (
        "its cap is {cap}, money of another year",
        "set the cap for the year of the decision",
    ),
    "stream-not-said": ("its cap is {cap}, and no such stream is known", "add that stream"),
    "residents-not-said": (
        "its cap is {cap}, and the residents of {own} are not said",
        "say how many residents it has",
    ),
    "value-basis-not-said": (
        "its cap counts the {basis}, which is not said of this matter",
        "say that value too",
    ),
    "used-not-said": (
        "its cap of {cap} adds up, and what was decided under it before is not said",
        "say what was",
    ),
    "condition-not-met": (
        "its condition '{condition}' is known not to be met",
        "meet the condition, and show it",
    ),
    "precondition-not-met": (
        "its power asks for this first, which is known not to be met: '{condition}'",
        "meet it, and show it",
    ),
    "onward-not-permitted": (
        "what it passes may not be passed on",
        "{receiver} must decide, or be allowed to pass it on",
    ),
    "onward-outside-the-body": (
        "what it passes may be passed on within {receiver.body} only",
        "let somebody of that body decide",
    ),
    "onward-without-consent": (
        "what it passes may be passed on only with the consent of {giver.body}, which is not "
        "recorded",
        "record the consent with each delegation onward",
    ),
    # What takes it away.
    "reserved": (
        "{body} keeps this for {keeper}{above}",
        "{keeper} may decide",
    ),
    "suspended": (
        "{by} directed {party} to cease exercising this",
        "wait until the direction ends",
    ),
    "delegation-barred": (
        "{party} is directed to exercise this, and barred from passing it on",
        "{party} itself may decide",
    ),
    "given-exclusively": (
        "{giver} passed this exclusively to {receiver}, and has it no longer itself",
        "{receiver} may decide",
    ),
    "given-jointly": (
        "{giver} passed this jointly to {receiver}, for {own}{cap}, and does not decide it alone",
        "{receiver} may decide, together with {giver}",
    ),
    "exclusive-twice": (
        "{giver} passed this exclusively to {receiver}, and to others too, so nobody can tell who "
        "has it",
        "end all of them but one",
    ),
}

#: The rules that do not fail but are not known: something that is not said or read would settle it.
NOT_KNOWN = frozenset(
    {
        "area-not-said",
        "partners-not-said",
        "receiver-not-read",
        "employer-not-said",
        "function-not-read",
        "model-not-said",
        "stream-not-said",
        "residents-not-said",
        "value-basis-not-said",
        "used-not-said",
    }
)


class _Plainly(Formatter):
    """Lists as words, days as people write them, pence as pounds."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "pounds":
            return pounds(value)
        if isinstance(value, date):
            return day_in_words(value)
        if isinstance(value, list | tuple | set | frozenset):
            return any_of(sorted(map(str, value)))
        return str(value)


def any_of(words: list[str]) -> str:
    """Several in words: 'a, b or c'."""
    return " or ".join(([", ".join(words[:-1])] if words[1:] else []) + words[-1:])


def sentence(rule: str, about: Mapping[str, object]) -> tuple[str, str]:
    """What fails by a rule, and what would mend it; as parts of a sentence, without a full stop."""
    says, mend = SENTENCES[rule]
    plainly = _Plainly()
    return plainly.vformat(says, (), about), plainly.vformat(mend, (), about)


def failed(
    rule: str, about: Mapping[str, object], section: str = "", entry: str = "", which: str = ""
) -> Failed:
    """A reason of a refusal; `which` says of which way it is a reason, and ends with a colon."""
    says, mend = sentence(rule, about)
    text = f"{which} {says}".strip()
    outcome: Literal["fails", "not-known"] = "not-known" if rule in NOT_KNOWN else "fails"
    return Failed(rule, outcome, _whole(text), _whole(mend), section, entry)


def _whole(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""
