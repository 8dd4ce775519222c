"""Sentences of refusals: why a rule fails, and what would change that, by the id of the rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from string import Formatter
from typing import Any, Literal

from joinedup.authority.parties import Party
from joinedup.authority.proof import Failed
from joinedup.law.question import listed
from joinedup.values.dates import day_in_words
from joinedup.values.pence import pounds_in_short

#: How many names of several a sentence tells.
_MOST_NAMES = 6

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
        "nobody holds this on {day}: the law that gives it holds only {period}",
        "ask of a day on which it does",
    ),
    "actor-not-there": ("{gone}", "{mend}"),
    # Who holds it.
    "no-holder": (
        "the register has nobody who holds this for {areas} on {day}",
        "name the body that holds it, with the area for which it acts",
    ),
    "holder-not-there": ("whoever would hold this is not there: {gone}", "{mend}"),
    "area-not-said": (
        "{party} may hold this, but the register does not say for which area it acts",
        "say for which area {party} acts",
    ),
    "partners-not-said": (
        "{board} {board:holds} this jointly with its partner trusts, and no trust says that it is "
        "one",
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
        "{parties} {parties:does} not hold this by law for {area}, and nobody passes it to "
        "{parties:it}",
        "{needed}",
    ),
    "not-from-each-holder": (
        "{holders} {holders:holds} this too and must decide as well, and nothing leads from "
        "{holders:it} to {actor}",
        "each holder would have to pass it on, or decide for itself",
    ),
    "from-each-holder": (
        "for the whole of {area} each of {holders} must decide, or pass it to one who then may "
        "decide for all, and nobody has it from all of them",
        "ask for the area of one of them ({parts}), or let all of them pass it to a forum that "
        "they share",
    ),
    "held-inside": (
        "nobody holds this for the whole of {areas}; inside it {held}",
        "ask for that area, or for one of them",
    ),
    # Who decides what is held jointly.
    "its-part": ("{holder} decides its part through {acting:or}", ""),
    "its-part-by-nobody": (
        "{holder} decides its part, but the register shows nobody through whom it may",
        "",
    ),
    "its-part-not-said": (
        "{holder} decides its part; the register does not say who acts for it",
        "add to the register its board, or whoever else acts for it",
    ),
    "no-delegation": (
        "nothing leads to {actor} from whoever holds this",
        "{needed}",
    ),
    "too-many-ways": (
        "delegations that need consents lead to {actor} by more ways than can be tried",
        "pass it on by fewer ways, or without asking for consents again and again",
    ),
    # Whether a delegation is there.
    "not-in-force": (
        "it holds {period}, and so not on {day}",
        "let {giver} renew it, or ask of a day on which it holds",
    ),
    "not-approved": ("it is not approved on {day}: it lacks {lacking}", "{mend}"),
    "revoked": ("it was revoked from {revoked} on", "let {giver} make it again"),
    "revoked-by-others": (
        "{by} revoked it from {revoked} on, and no power that this program knows of lets {by} do "
        "that; so it is not known whether it still holds",
        "let {giver} revoke it, or take the revocation out",
    ),
    "giver-not-there": ("{gone}", "{mend}"),
    "receiver-not-there": ("{gone}", "{mend}"),
    "vacant": ("nobody holds the post {receiver} on {day}", "say who holds it"),
    # Whether the law supports it.
    "no-power": ("no power in law is called '{id}', so none supports it", "{would}"),
    "power-not-in-force": (
        "its power, '{power.title}', is not in force on {day}",
        "{would}",
    ),
    "passes-no-function": (
        "the power '{power.title}' passes {power.passes} and no function",
        "{would}",
    ),
    "giver-not-permitted": (
        "by the power '{power.title}' only {givers}; {giver} {giver:is} none of them",
        "{would}",
    ),
    "receiver-not-permitted": (
        "the power '{power.title}' lets {giver} pass functions on only to {fitting}, and so not to "
        "{receiver}",
        "{would}",
    ),
    "form-not-said": (
        "the power '{power.title}' passes functions to place partnerships of some forms only, and "
        "the register does not say of which form {receiver} is",
        "say in forums.yaml, under 'forms', of which form {receiver} is",
    ),
    "receiver-not-read": (
        "whether the power '{power.title}' lets {receiver} receive a function was not read in the "
        "law, or turns on what the register does not say",
        "take legal advice, or say how the council is governed",
    ),
    "not-employed": (
        "the power '{power.title}' lets those receive a function who are employed by or seconded "
        "to {receiver.body}, or are members of its board, and whoever holds the post {receiver} is "
        "not",
        "second the holder to {receiver.body}, or pass it to a committee",
    ),
    "not-an-officer": (
        "the post {receiver} is that of a member, and so of no class of officers",
        "pass it to an officer, or take that post out of the class",
    ),
    "officer-not-employed": (
        "only those are officers of {giver.body} who are employed by or seconded to it, or are "
        "members of its board, and whoever holds the post {receiver} is not",
        "second the holder to {giver.body}, or take that post out of the class",
    ),
    "employer-not-said": (
        "the register does not say who employs the holder of the post {receiver}",
        "say of the holder who employs them, and to whom they are seconded",
    ),
    "function-barred": (
        "the power '{power.title}' does not pass this on, as it is of a kind that it leaves out: "
        "{tags}",
        "{would}",
    ),
    "function-not-covered": (
        "the power '{power.title}' does not pass this on, but only what is of this kind: "
        "{tags:kind}",
        "{would}",
    ),
    "function-not-read": (
        "whether the power '{power.title}' passes this on is not known: {why}",
        "read the texts that it turns on, or take legal advice",
    ),
    "not-the-executive": (
        "it is only for what a council's executive is responsible for, and at {body} this is not",
        "{would}",
    ),
    "executive-function": (
        "it is not for what a council's executive is responsible for, and at {body} this is",
        "{would}",
    ),
    "model-not-said": (
        "the register does not say how {body} governs itself on {day}, so it is not known whether "
        "this is for its executive",
        "say how {body} governs itself, by its model of governance",
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
        "it is exclusive, which the power '{power.title}' does not let it be",
        "let the giver keep it too",
    ),
    # Whether it covers the matter.
    "area-outside": (
        "it is for {own}, which does not contain the whole of {area}",
        "ask for a part that it contains, or extend it to {area}",
    ),
    "over-the-cap": (
        "the value of {value:pounds} is above its cap of {cap}{comes}",
        "raise the cap",
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
        "its cap counts the value of {counted}, which is not said of this matter",
        "say the value of {counted} too",
    ),
    "used-not-said": (
        "its cap of {cap} adds up, and what was decided under it before is not said",
        "say what was decided under it before, and when: in a list of what was used",
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
        "let {receiver} decide, or allow it to pass this on",
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
        "{body} keeps this for {for}{above}{passing}{gone}",
        "change the reservation{urgent}",
    ),
    "suspended": (
        "{by} directed {party} to cease exercising this",
        "{meanwhile}",
    ),
    "suspended-without-power": (
        "{by} directed {party} to cease exercising this, and no power that this program knows of "
        "lets {by} do that; so it is not known whether it ceases",
        "let whoever may direct {party} do so, or take the direction out",
    ),
    "delegation-barred": (
        "{party} is directed to exercise this, and barred from passing it on",
        "wait until the direction lets it be passed on, or has ended",
    ),
    "given-exclusively": (
        "{giver} passed this exclusively to {receiver}, for {own}, and may not decide it meanwhile",
        "end that delegation",
    ),
    "given-jointly": (
        "{giver} passed this jointly to {receiver}, for {own}{cap}, and does not decide it alone",
        "end that delegation",
    ),
    "exclusive-twice": (
        "{giver} passed this exclusively to each of {receivers}, so it cannot be told who has it",
        "end all of these delegations but one: {entries}",
    ),
}

#: The rules that do not fail but are not known: something that is not said or read would settle it.
NOT_KNOWN = frozenset(
    {
        "area-not-said",
        "partners-not-said",
        "form-not-said",
        "receiver-not-read",
        "employer-not-said",
        "function-not-read",
        "model-not-said",
        "stream-not-said",
        "residents-not-said",
        "value-basis-not-said",
        "used-not-said",
        "too-many-ways",
        "suspended-without-power",
        "revoked-by-others",
    }
)


#: By rules that keep or give a matter to somebody: the name of who that is.
_REFERRED_TO = {
    "over-the-cap": "giver",
    "reserved": "keeper",
    "delegation-barred": "party",
    "given-exclusively": "receiver",
    "given-jointly": "receiver",
}

#: Words that go with one, and with several: with a class of officers too.
_VERBS = {
    "is": ("is", "are"),
    "does": ("does", "do"),
    "holds": ("holds", "hold"),
    "it": ("it", "them"),
}


class _Plainly(Formatter):
    """Lists as words, days as people write them, pence as pounds, verbs as they go with names."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "pounds":
            return pounds_in_short(value)
        if format_spec in ("kind", "or"):
            value = list(map(str, value))
            return listed(value, _MOST_NAMES, "or")
        if format_spec in _VERBS:
            return _VERBS[format_spec][_is_several(value)]
        if isinstance(value, date):
            return day_in_words(value)
        if isinstance(value, list | tuple | set | frozenset):
            return listed(map(str, value), _MOST_NAMES)
        return str(value)


def _is_several(value: Any) -> bool:
    """Whether a name, or names, take a plural."""
    if isinstance(value, list):
        return len(value) > 1 or (bool(value) and _is_several(value[0]))
    return isinstance(value, Party) and value.actor.kind == "officers"


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
    to = about.get(_REFERRED_TO.get(rule, ""))
    refer = to.actor if isinstance(to, Party) else None
    return Failed(rule, outcome, _whole(text), _whole(mend), section, entry, refer)


def referred(one: Failed, to: Sequence[Party]) -> Failed:
    """A reason with those who may decide to whom the matter can be referred, as a mend too."""
    named = listed(list(map(str, to)), _MOST_NAMES, "or")
    return replace(one, mend=f"Refer it to {named}, or {one.mend[:1].lower()}{one.mend[1:]}")


def _whole(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""
