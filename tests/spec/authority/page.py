"""docs/reference/authority.md, made from the definitions and from the cases that test them.

To write it again: .venv/bin/python -m tests.spec.authority.page
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from joinedup.authority.caps_told import caps_in_words
from joinedup.authority.proof import Proof
from joinedup.law.files import basis
from joinedup.law.function import (
    DirectionPower,
    Function,
    Holders,
    Organ,
    Power,
    Precondition,
    Receiver,
)
from joinedup.law.rule import Provenance
from joinedup.layout.writing import first_capital
from joinedup.values.dates import day_in_words
from tests.spec.authority.cases import (
    USUAL_DAY,
    Case,
    actor,
    area_names,
    given_of,
    in_words,
    kept_of,
    names,
    parts,
)

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "authority.md"
HOW_SURE = {
    "H": "high: read in the text of the source",
    "M": "middling: restated by a reliable second source, or read in a text that may have changed",
    "L": "low: inferred",
}
EXECUTIVE = {
    "yes": "only what is a responsibility of the council's executive on the day",
    "no": "only what is no responsibility of the council's executive on the day",
}
WHOSE = {
    "own": "of the giver's own body",
    "shared": "that the giver's body and others own",
    "other": "of another body",
}


def page() -> str:
    """The whole page, in Markdown."""
    law = basis()
    lines = [
        "# Who may decide: functions, powers and examples",
        "",
        "What `joinedup who-can` proves from. This page is generated from the definitions and from "
        "the cases that test them, so that what it shows is what the program does.",
        "",
        "A **function** is a statutory provision that may be exercised, and its holder by law. A "
        "**power** is the legal kind of a delegation. An **organ** is through whom a body acts "
        "without any delegation. A **precondition** is shown with a proof and never assumed. What "
        "was not read is **not known**: it is neither yes nor no.",
        "",
        f"A **class of officers** holds no post of a member ({', '.join(law.member_roles)}). Of "
        f"these kinds of body it holds only whoever is employed by or seconded to the body, or is "
        f"a member of its board: {', '.join(law.employing_kinds)}.",
        "",
        "How sure we are: " + "; ".join(f"{one} is {said}" for one, said in HOW_SURE.items()) + ".",
        "",
        "The examples are of a made-up system, Testshire, on "
        f"{day_in_words(USUAL_DAY)} and for all of Testshire unless they say otherwise. East "
        "Council has a leader and cabinet, North Council a mayor and cabinet; West Council and "
        "Vale District Council have committees; how South Council governs itself nobody says.",
        "",
        "## Functions",
        "",
        "| function | what it is | held by | usually for a | tags | how sure |",
        "|---|---|---|---|---|---|",
        *(_function_row(one) for one in law.functions),
    ]
    for function in law.functions:
        lines += ["", *_provenance(function)]
        for power, why in function.unread.items():
            lines.append(f"- Not known under [{power}](#{power}): {why}")
    lines += ["", "### What the tags mean", "", "| tag | what it means |", "|---|---|"]
    lines += [f"| {tag} | {meaning} |" for tag, meaning in law.tags.items()]
    lines += ["", "## Powers, organs and powers to direct, with examples"]
    for part in parts():
        lines += _part(part)
    lines += ["", "## Preconditions", "", "Shown with every proof that they belong to."]
    for precondition in law.preconditions:
        lines += ["", *_provenance(precondition), f"- Asked of: {_asked_of(precondition)}"]
    return "\n".join(lines) + "\n"


def _function_row(one: Function) -> str:
    held = ("; and " if one.jointly else "; ").join(_holders(by) for by in one.holders)
    together = "together: " if one.jointly else ""
    return (
        f"| [{one.id}](#{one.id}) | {one.title} | {together}{held} | {one.tier} | "
        f"{', '.join(one.tags)} | {one.how_sure} |"
    )


def _holders(by: Holders) -> str:
    kinds = "partner trusts of the board" if by.partner_trusts else _kinds(by.body_kinds)
    kinds = kinds or _kinds(by.forum_kinds)
    days = f" from {day_in_words(by.first_day)}" if by.first_day else ""
    days += f" to {day_in_words(by.last_day)}" if by.last_day else ""
    return f"{kinds}{days}{', for any area' if by.anywhere else ''}"


def _part(part: dict[str, Any]) -> Iterator[str]:
    law = basis()
    yield from ("", f"### {part['about']}")
    for power in law.powers:
        if power.id in part.get("powers", ()):
            yield from ("", *_power(power))
    for organ in law.organs:
        if organ.id in part.get("organs", ()):
            yield from ("", *_organ(organ))
    for direction in law.direction_powers:
        if direction.id in part.get("directions", ()):
            yield from ("", *_direction(direction))
    for case in part["cases"]:
        yield from ("", *_case(case))


def _provenance(one: Provenance) -> Iterator[str]:
    yield f'<a id="{one.id}"></a>**{one.title}** (`{one.id}`). {one.says}'
    yield ""
    first, last = one.first_day, one.last_day
    days = f"from {day_in_words(first)}" if first else "not dated"
    days += f" to {day_in_words(last)}" if last else ""
    yield f"- Source: {one.source} (<{one.locator}>); {one.force}, in force {days}"
    yield f"- How sure: {one.how_sure}; checked on {day_in_words(one.checked_on)} by " + (
        one.checked_by
    )


def _power(one: Power) -> Iterator[str]:
    yield from _provenance(one)
    if one.passes != "function":
        yield f"- Passes {one.passes}, and no function. What would: {_links(one.instead)}"
        return
    several = f"a {' or '.join(one.of_forums)} of several of these: " if one.of_forums else ""
    yield f"- Given by: {several}{_kinds(one.given_by)}"
    for receiver in one.given_to:
        yield f"- Given to: {_receiver(receiver)}"
    if one.only_tags:
        yield f"- Only functions tagged: {' or '.join(one.only_tags)}"
    if one.not_tags:
        yield f"- No functions tagged: {', '.join(one.not_tags)}"
    if one.executive != "any":
        yield f"- Passes {EXECUTIVE[one.executive]}"
    yield f"- May be passed on, where a delegation does not say: {one.onward}"
    exclusive = "may" if one.exclusive else "may not"
    yield f"- A delegation {exclusive} be exclusive. {one.keeps}"
    yield f"- Accountable: {_who(one.accountable)}; liable: {_who(one.liable)}"
    if one.preconditions:
        yield f"- Preconditions: {_links(one.preconditions)}"


def _who(side: str) -> str:
    return "whoever had it before" if side == "giver" else "the receiving body"


def _receiver(one: Receiver) -> str:
    what = {"body": "a body", "post": "a post", "officers": "a class of officers"}.get(one.kind)
    if one.kind == "forum":
        forms = [f"place partnership with the form '{form}'" for form in one.forms]
        what = f"a forum ({', '.join([*one.forum_kinds, *forms])})"
    said = f"{what} {WHOSE[one.whose]}" if one.kind != "body" else f"another body, {what}"
    said = said.replace("another body, a body", "another body")
    if one.body_kinds:
        said += f": {_kinds(one.body_kinds)}"
    if one.perhaps:
        said += f" (whether {_kinds(one.perhaps)}: not known)"
    if one.one_of:
        said += f"; one of them at least: {_kinds(one.one_of)}"
    if one.not_roles:
        said += f"; not as {' or '.join(one.not_roles)}"
    if one.employed:
        said += "; whoever holds it is employed by or seconded to the body, or sits at its board"
    if one.executive != "any":
        has = "has it" if one.executive == "yes" else "does not have it"
        said += f"; where that body's executive {has}"
    return said + (f"; from: {_kinds(one.given_by)}" if one.given_by else "")


def _organ(one: Organ) -> Iterator[str]:
    yield from _provenance(one)
    acting = [*one.forum_kinds, *(f"post of {role}" for role in one.roles)]
    acting += ["a body that is part of it"] if one.parts else []
    yield f"- Of: {_kinds(one.body_kinds)}. Through: {', '.join(acting)}"
    if one.models:
        yield f"- Only with: {_kinds(one.models)}"
    if one.executive != "any":
        yield f"- Decides {EXECUTIVE[one.executive]}"


def _direction(one: DirectionPower) -> Iterator[str]:
    yield from _provenance(one)
    yield f"- Given by: {_kinds(one.given_by)}. Given to: {_kinds(one.given_to)}"
    yield f"- Who may be named meanwhile: {_kinds(one.may_name)}"


def _asked_of(one: Precondition) -> str:
    if one.of == "delegation":
        powers = [power.id for power in basis().powers if one.id in power.preconditions]
        return f"a delegation under {_links(tuple(powers))}"
    said = [f"functions tagged {' or '.join(one.tags)}"] if one.tags else []
    said += [_links(one.functions)] if one.functions else []
    said += ["what is a responsibility of a council's executive"] if one.executive else []
    return f"each decision on {'; '.join(said)}"


def _case(case: Case) -> Iterator[str]:
    words, act = case.words, case.act
    note = f"{words['note']} " if "note" in words else ""
    asked = f"May **{_name(in_words(case.actor))}** decide on `{act.function}`"
    if act.area != "testshire":
        asked += f" for {area_names()[act.area]}"
    if act.on != USUAL_DAY:
        asked += f" on {day_in_words(act.on)}"
    if act.value_pence is not None:
        asked += f" at {words['value']}"
    if act.urgent:
        asked += ", as it cannot wait"
    for shown in act.shown:
        asked += f", where `{shown.id}` is {shown.standing}"
    if act.outside_framework:
        asked += ", outside the budget and policy framework"
    yield from (f"#### {words['case']}", "", f"{note}{asked}?", "")
    for line in words.get("given", ()):
        yield f"- Passed on: {_given(line)}"
    for line in words.get("kept", ()):
        yield f"- Kept: {_kept(line)}"
    for stream, year in words.get("money", {}).items():
        yield f"- Money: £10m of the stream '{stream}' for {year}"
    for line in words.get("directed", ()):
        yield f"- Directed: {_given(line)}"
    yield from _proof(case.answer) if isinstance(case.answer, Proof) else _refusal(case)


def _proof(proof: Proof) -> Iterator[str]:
    for chain in proof.chains:
        steps = " → ".join(_name(in_words(step.receiver)) for step in chain.steps)
        yield f"- **May decide**: {steps}"
    terms = proof.terms
    accountable = ", ".join(_name(one) for one in terms.accountable)
    liable = ", ".join(_name(one) for one in terms.liable)
    yield f"- Accountable: {accountable}. Liable: {liable}"
    if terms.caps:
        yield f"- How much: {caps_in_words(terms)}"
    for one in terms.reserved:
        yield f"- {first_capital(one.says)}"
    if terms.together_with:
        yield f"- Must agree: {', '.join(_name(one) for one in terms.together_with)}"
    if terms.separate:
        yield "- Each body decides for itself, and all must"
    if proof.report_back:
        yield "- Reports back to whoever it is kept for"
    for condition in terms.conditions:
        yield f"- On condition that {condition.says}: {condition.standing or 'not shown'}"
    if terms.preconditions:
        yield f"- To be shown: {_links(tuple(one.id for one in terms.preconditions))}"


def _refusal(case: Case) -> Iterator[str]:
    rule, outcome = case.rule
    answer = "May not, as far as the register shows" if outcome == "fails" else "Not known"
    for text in dict.fromkeys(one.text for one in case.reasons):
        yield f"- **{answer}** (`{rule}`): {text}"


def _given(line: str) -> str:
    said = given_of(line)
    givers = " and ".join(_name(one) for one in said["givers"].split(" + "))
    to = _name(f"{said['to']} ({said['officers']})" if said["officers"] else said["to"])
    by = f", {_name(said['by'])} to act meanwhile" if said["by"] else ""
    more = said["more"].replace("; ", ", ").replace(": ", " ")
    return f"{givers} → {to}{by}, under `{said['power']}`{more}"


def _kept(line: str) -> str:
    said = kept_of(line)
    kept = f"{_name(said['body'])}, for {_name(said['for'])}"
    kept += f", above {said['above']}" if "above" in said else ""
    kept += f", for {area_names()[said['area']]}" if "area" in said else ""
    return kept + (f", and if urgent {_name(said['urgent'])}" if "urgent" in said else "")


def _name(words: str) -> str:
    one = actor(words)
    return names()[one.id] + (f" ({one.officers})" if one.officers else "")


def _links(ids: tuple[str, ...]) -> str:
    return ", ".join(f"[{one}](#{one})" for one in ids)


def _kinds(kinds: tuple[str, ...]) -> str:
    return ", ".join(kinds)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE}")
