"""`joinedup who-can FOLDER FUNCTION`: who may decide, by what chain; or every reason why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from joinedup.authority.act import Act, Actor
from joinedup.authority.near_answers import (
    doubts_of,
    is_joint,
    nearest,
    perhaps,
    why_nobody,
    why_through_nobody,
)
from joinedup.authority.presenters import deciders_in_json, no_in_json, yes_in_json
from joinedup.authority.proof import Refusal
from joinedup.authority.prove import prove
from joinedup.authority.scheme import Scheme, scheme_of
from joinedup.authority.verify import see_that_they_hold
from joinedup.authority.who_can import (
    before,
    each_for_itself,
    lowest,
    proofs_of,
    ranked,
    told_apart,
    who_can,
)
from joinedup.authority.wording import Words
from joinedup.cli import NO, UNREADABLE
from joinedup.cli.answering import Teller
from joinedup.cli.asking import Asked, Question
from joinedup.cli.printing import folder_or_leave, leave, print_findings, print_json, today
from joinedup.law.files import basis
from joinedup.register.schema import Register
from joinedup.values.dates import day_in_words
from joinedup.values.finding import Where

#: An option's text; None where it is left out.
_Text = str | None


@dataclass(frozen=True)
class Known:
    """The register that is asked, where its entries stand, and which version it is if stored."""

    register: Register
    where: Mapping[tuple[str, str], Where]
    version: str = ""


def run(
    folder: Annotated[Path, typer.Argument(help="The system folder.")],
    function: Annotated[str, typer.Argument(help="The function, such as plan-estates.")],
    area: Annotated[_Text, typer.Option(help="Id or name; else the system's own area.")] = None,
    value: Annotated[
        _Text, typer.Option(help="Whole-life value without VAT, in pounds: 250000, £1.25m.")
    ] = None,
    on: Annotated[_Text, typer.Option(help="The day of the decision, such as 2026-11-01.")] = None,
    as_known: Annotated[
        _Text, typer.Option(help="Ask the version stored last by the end of this day.")
    ] = None,
    actor: Annotated[
        _Text, typer.Option(help="Id of a body, forum or post; BODY:CLASS for its officers.")
    ] = None,
    used: Annotated[
        Path | None, typer.Option(help="CSV of what was decided before: delegation, year, used.")
    ] = None,
    shown: Annotated[
        list[str] | None, typer.Option(help="ID=TEXT: what shows a condition; again for others.")
    ] = None,
    linked: Annotated[
        list[str] | None, typer.Option(help="Value of a linked matter; again for others.")
    ] = None,
    with_vat: Annotated[_Text, typer.Option(help="The value with VAT, of all together.")] = None,
    a_year: Annotated[
        _Text, typer.Option(help="What all together come to in a year, without VAT.")
    ] = None,
    holder: Annotated[_Text, typer.Option(help="The body whose function it is, by its id.")] = None,
    urgent: Annotated[bool, typer.Option(help="It cannot wait.")] = False,
    outside_framework: Annotated[
        bool, typer.Option(help="It departs from a council's budget or policy framework.")
    ] = False,
    brief: Annotated[bool, typer.Option(help="Only who may, up to what, by what.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Exit code 0 if somebody may, 1 if the register shows no authority, 2 if it cannot be read."""
    asked = Asked(
        function=function,
        on=today(as_json).isoformat() if on is None else on,
        as_known=as_known,
        area=area,
        actor=actor,
        value=value,
        linked=linked or (),
        with_vat=with_vat,
        a_year=a_year,
        used=used,
        shown=shown or (),
        holder=holder,
        urgent=urgent,
        outside_framework=outside_framework,
    )
    raise SystemExit(_answer(folder, asked, as_json, brief))


def _answer(folder: Path, asked: Asked, as_json: bool, brief: bool) -> int:
    """Tell the answer, or all that is wrong with the question; the exit code."""
    known, act, actor = _read(folder, asked, as_json)
    scheme = scheme_of(known.register, basis())
    teller = None if as_json else _teller(known)
    if teller is not None:
        teller.asked(act)
    if actor is not None:
        return _of_one(known, scheme, act, actor, teller, brief)
    return _of_everybody(known, scheme, act, teller, brief)


def _read(folder: Path, asked: Asked, as_json: bool) -> tuple[Known, Act, Actor | None]:
    """What is asked, and of what; leaves with code 2 and all that is wrong with it."""
    question = Question(asked, basis())
    if asked.as_known is None:
        known = _now(folder, as_json)
    elif question.as_known is None:
        _leave(question, as_json)
    else:
        known = _known(folder, question.as_known, as_json)
    act, actor = question.read(known.register)
    if question.findings:
        _leave(question, as_json)
    return known, act, actor


def _leave(question: Question, as_json: bool) -> NoReturn:
    print_findings(question.findings, as_json, to_error=not as_json)
    leave(UNREADABLE, "that cannot be asked so: mend what is told")


def _teller(known: Known) -> Teller:
    titles = {one.id: one.title for one in basis().preconditions}
    return Teller(Words(known.register, basis()), known.where, titles, known.version)


def _of_everybody(
    known: Known, scheme: Scheme, act: Act, teller: Teller | None, brief: bool
) -> int:
    """Tell who may decide, as JSON where no `teller` is given; the exit code."""
    answers = who_can(scheme, act)
    see_that_they_hold([one.value for one in answers], known.register, basis())
    may = [one.value.actor for one in answers]
    apart = told_apart(scheme, act, may)
    deciding = frozenset(apart.deciding)
    told = [one for one in answers if one.value.actor in deciding]
    lows = {one.value.actor for one in lowest(scheme, told)}
    not_known = perhaps(scheme, act, set(may))
    code = 0 if told else NO
    if teller is None:
        near = () if answers else nearest(scheme, act)
        in_json = deciders_in_json(act, answers, lows, apart, not_known, near)
        print_json(_with(known, in_json))
        return code
    if told:
        teller.deciders(ranked(scheme, told, lows), each_for_itself(told), apart, brief)
    elif not answers:
        teller.nobody(why_nobody(scheme, act), is_joint(scheme, act))
    if apart.through_nobody:
        if told:
            print()
        why = why_through_nobody(scheme, act, apart.through_nobody)
        teller.through_nobody(apart.through_nobody, why)
    teller.perhaps(not_known)
    return code


def _of_one(
    known: Known, scheme: Scheme, act: Act, actor: Actor, teller: Teller | None, brief: bool
) -> int:
    """Tell whether one actor may decide, as JSON where no `teller` is given; the exit code."""
    answer = prove(scheme, actor, act)
    proofs = {one.actor: one for one in proofs_of(scheme, act)}
    apart = told_apart(scheme, act, proofs)
    deciding = [proofs[one] for one in apart.deciding]
    if isinstance(answer, Refusal):
        doubts = doubts_of(scheme, act, actor)
        if teller is None:
            print_json(_with(known, no_in_json(answer, doubts)))
        else:
            teller.no(answer, doubts, deciding)
        return NO
    see_that_they_hold((answer.value,), known.register, basis())
    first = before(scheme, tuple(proofs.values()), set(apart.deciding), actor)
    nobody = actor in apart.through_nobody
    if teller is None:
        print_json(_with(known, yes_in_json(answer, apart, first)))
    elif nobody:
        teller.through_nobody((actor,), why_through_nobody(scheme, act, (actor,)))
        teller.instead(deciding)
    else:
        teller.yes(answer, first, actor in apart.not_said, brief)
    return NO if nobody else 0


def _with(known: Known, answer: dict[str, object]) -> dict[str, object]:
    """An answer with what it was asked of: the folder as it stands, or a stored version."""
    return {"version": known.version or None, **answer}


def _now(folder: Path, as_json: bool) -> Known:
    read = folder_or_leave(folder, as_json)
    return Known(read.register, read.where)


def _known(folder: Path, as_known: date, as_json: bool) -> Known:
    """The register as it was stored last by the end of a day; leaves with code 2 if none was."""
    from joinedup.cli.store import open_store, store_faults_in_words

    open_store(folder)
    from joinedup.register.queries import register_of, version_known_by

    with store_faults_in_words():
        version = version_known_by(as_known)
        if version is None:
            why = f"no version was stored by the end of {day_in_words(as_known)}"
            leave(UNREADABLE, f"{why}; 'joinedup load' stores one", as_json)
        try:
            return Known(register_of(version.sha256), {}, str(version))
        except ValueError as error:
            leave(UNREADABLE, f"{version} cannot be read: {error}", as_json)
