"""Those who may decide, as cards and as tables: their chains, terms, and how it was worked out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from joinedup.authority.caps_told import caps_in_words
from joinedup.authority.presenters import ANY_AREA
from joinedup.authority.proof import Held, Proof, Terms
from joinedup.authority.scheme_notes import most_pence
from joinedup.layout.tables import Cell, Column, Link, Missing, Table, plain
from joinedup.layout.writing import first_capital
from joinedup.values.dates import Period
from joinedup.values.explained import Explained
from joinedup.values.pence import amounts_in_full
from joinedup.web.presenters.chains import Chains, ChainShown
from joinedup.web.presenters.dated import Fact
from joinedup.web.presenters.links import Part, several
from joinedup.web.presenters.words import unique

NO_LIMIT = "no cap"
_NOT_SAID = Fact("Who acts for it", Missing("the register does not say"))
NOT_SHOWN = Missing("not shown")
#: How much somebody may decide: in words, and in files as a number too, empty without a cap.
CAP = (
    Column("limit", "Up to"),
    Column("most_pence", "Most that its chain lets decide", "pence", in_files_only=True),
)
CONDITION, PRECONDITION = "Condition", "Precondition"


@dataclass(frozen=True)
class HeldShown:
    """A condition or a precondition, and whether it is shown."""

    kind: str
    says: str
    source: str
    standing: Cell


@dataclass(frozen=True)
class DeciderShown:
    """One who may decide: on what terms, by what chains, and how it was worked out.

    `id` is unique in the page. `needed` is how many chains it takes, however many are drawn.
    """

    id: str
    name: str
    who: Part
    kind: str
    summary: str
    lowest: bool
    facts: tuple[Fact, ...]
    chains: tuple[ChainShown, ...]
    needed: int
    held: tuple[HeldShown, ...]
    answer: Explained[Proof]


def decider_shown(
    answer: Explained[Proof],
    place: int,
    lowest: bool,
    chains: Chains,
    told: Collection[Held] = (),
    *,
    not_said: bool = False,
) -> DeciderShown:
    """A proof as a card; `place` is its number in the page, and `told` what is said elsewhere.

    `not_said`: it is a body of which the register does not say who acts for it.
    """
    proof = answer.value
    actors, terms = chains.actors, proof.terms
    return DeciderShown(
        id=f"decider-{place}",
        name=actors.name(proof.actor),
        who=actors.link(proof.actor),
        kind=actors.kind(proof.actor),
        summary=_summary(terms, chains),
        lowest=lowest,
        facts=(*_facts(proof, chains), *((_NOT_SAID,) if not_said else ())),
        chains=chains.drawn(proof),
        needed=len(proof.chains),
        # Several delegations of a chain may ask for the same.
        held=unique(
            held_shown(kind, one)
            for kind, group in _groups(terms)
            for one in group
            if one not in told
        ),
        answer=answer,
    )


def _summary(terms: Terms, chains: Chains) -> str:
    """'for Gullhaven, up to £250,000, together with Fellshire County Council'."""
    return f"for {plain(area_cell(terms, chains))}, {limits_in_words(terms, chains)}"


def limits_in_words(terms: Terms, chains: Chains) -> str:
    """How much may be decided, and with whom: 'no cap, together with Fellshire County Council'."""
    words = chains.actors.words
    together = words.together(terms.together_with)
    return ", ".join(part for part in (amounts_in_full(words.most(terms)), together) if part)


def held_shown(kind: str, held: Held) -> HeldShown:
    """A condition or a precondition with its standing."""
    # What a folder says has no provision for its source.
    known = f"Known from: {held.source}" if held.source and kind == CONDITION else held.source
    return HeldShown(kind, first_capital(held.says or held.id), known, standing(held))


def in_all(answers: Sequence[Explained[Proof]]) -> tuple[Held, ...]:
    """The preconditions that every one of several proofs has, so that they are told once."""
    lists = [answer.value.terms.preconditions for answer in answers]
    if len(lists) < 2:
        return ()
    return tuple(one for one in lists[0] if all(one in others for others in lists))


def all_held(answers: Iterable[Explained[Proof]]) -> tuple[Held, ...]:
    """The conditions and preconditions of several proofs, those of the first one first."""
    return tuple(
        one for answer in answers for _, group in _groups(answer.value.terms) for one in group
    )


def deciders_table(
    caption: str, told: Sequence[tuple[Explained[Proof], str, bool]], chains: Chains
) -> Table:
    """Proofs, each with its side and whether it is the lowest there, a row an actor."""
    rows: list[tuple[Cell, ...]] = []
    for answer, side, lowest in told:
        proof = answer.value
        actors, terms = chains.actors, proof.terms
        rows.append(
            (
                actors.link(proof.actor),
                proof.actor.kind,
                proof.actor.id,
                proof.actor.officers,
                actors.kind(proof.actor),
                side,
                "Lowest" if lowest else "",
                area_cell(terms, chains),
                cap_in_words(terms, chains),
                most_pence(terms),
                actors.links.bodies(terms.accountable),
                actors.links.bodies(terms.liable),
                together_cell(terms, chains),
                terms.first_day or "",
                terms.last_day or "",
                chain_in_words(chains.of(proof)),
            )
        )
    columns = (
        Column("actor", "Who may decide"),
        Column("actor_kind", "Kind of actor", in_files_only=True),
        Column("actor_id", "Id", "code", in_files_only=True),
        Column("officers", "Class of officers", in_files_only=True),
        Column("kind", "Kind"),
        Column("side", "Side"),
        Column("level", "Level"),
        Column("area", "For"),
        *CAP,
        Column("accountable", "Accountable"),
        Column("liable", "Liable"),
        Column("together_with", "Together with", in_files_only=True),
        Column("from", "Holds from", "day", in_files_only=True),
        Column("to", "Holds to", "day", in_files_only=True),
        Column("chain", "By what chain", in_files_only=True),
    )
    return Table("deciders", caption, columns, tuple(rows))


def links_table(answers: Sequence[Explained[Proof]], chains: Chains) -> Table:
    """Every link of every chain, a row each, for the files."""
    rows: list[tuple[Cell, ...]] = []
    for answer in answers:
        name = chains.actors.name(answer.value.actor)
        for number, chain in enumerate(chains.of(answer.value), start=1):
            for step, link in enumerate(chain.links, start=1):
                rows.append(
                    (
                        name,
                        number,
                        step,
                        link.verb,
                        link.who,
                        link.title,
                        link.source,
                        link.source.href if not isinstance(link.source, str | Missing) else "",
                        link.entry or "",
                        link.instrument or "",
                        "; ".join(link.terms),
                    )
                )
    columns = (
        Column("actor", "Who may decide"),
        Column("chain", "Chain", "count"),
        Column("link", "Link", "count"),
        Column("how", "How"),
        Column("to", "To"),
        Column("by", "By"),
        Column("provision", "Provision"),
        Column("locator", "Where to read it"),
        Column("delegation", "Delegation", "code"),
        Column("instrument", "Instrument"),
        Column("terms", "Terms"),
    )
    return Table("links", "Every link of every chain", columns, tuple(rows))


def held_table(answers: Sequence[Explained[Proof]], chains: Chains) -> Table:
    """Conditions and preconditions of every proof, and whether each is shown."""
    rows: list[tuple[Cell, ...]] = []
    for answer in answers:
        for kind, group in _groups(answer.value.terms):
            for one in group:
                rows.append(
                    (
                        chains.actors.name(answer.value.actor),
                        kind,
                        first_capital(one.says),
                        one.source,
                        standing(one),
                        one.id,
                        one.delegation,
                    )
                )
    columns = (
        Column("actor", "Who may decide"),
        Column("kind", "Kind"),
        Column("says", "What must be so"),
        Column("source", "Source"),
        Column("standing", "Shown?"),
        Column("id", "Id", "code"),
        Column("delegation", "Delegation", "code"),
    )
    return Table("conditions", "Conditions and preconditions", columns, tuple(rows))


def standing(held: Held) -> Cell:
    """Whether a condition is shown: 'Evidenced: minute 7', 'Asserted', 'not shown'."""
    if not held.standing:
        return NOT_SHOWN
    said = first_capital(held.standing)
    return f"{said}: {held.evidence}" if held.evidence else said


def chain_in_words(chains: Sequence[ChainShown]) -> str:
    """Chains as text: 'NHS Merewold > Board > Committee', semicolons between several."""
    return "; ".join(
        " > ".join(link.who if isinstance(link.who, str) else link.who.text for link in chain.links)
        for chain in chains
    )


def _facts(proof: Proof, chains: Chains) -> tuple[Fact, ...]:
    terms, links = proof.terms, chains.actors.links
    when = Period(terms.first_day, terms.last_day).in_words()
    reserved = tuple(_reserved(terms, chains))
    facts = [
        Fact("For", area_cell(terms, chains)),
        Fact("How much", first_capital(caps_in_words(terms))),
        Fact("Reserved", several(reserved)) if reserved else None,
        Fact("Decided together with", links.bodies(terms.together_with))
        if terms.together_with
        else None,
        Fact("How", "Each body decides for itself, and all are needed") if terms.separate else None,
        *_answerable(terms, chains),
        Fact("Holds", first_capital(when)) if when else None,
        Fact("To be reported back, as it is urgent", _reservations(proof, chains))
        if proof.report_back
        else None,
    ]
    return tuple(fact for fact in facts if fact)


def _answerable(terms: Terms, chains: Chains) -> tuple[Fact, ...]:
    """Who is accountable and who is liable, in one line where they are the same."""
    links = chains.actors.links
    if terms.accountable == terms.liable:
        return (Fact("Accountable and liable", links.bodies(terms.liable)),)
    return (
        Fact("Accountable", links.bodies(terms.accountable)),
        Fact("Liable", links.bodies(terms.liable)),
    )


def _reserved(terms: Terms, chains: Chains) -> Iterator[Link]:
    """What is reserved above a value, where none was asked about."""
    for one in chains.actors.words.reserved(terms):
        entry = chains.actors.links.entry_of("reservations", one.id)
        says = amounts_in_full(one.says.removeprefix("reserved "))
        yield Link(first_capital(says), entry.href)


def _reservations(proof: Proof, chains: Chains) -> Cell:
    return several(chains.actors.links.entry_of("reservations", one) for one in proof.report_back)


def area_cell(terms: Terms, chains: Chains) -> Cell:
    """The area for which somebody may decide."""
    return chains.actors.links.area(terms.area) if terms.area else ANY_AREA


def together_cell(terms: Terms, chains: Chains) -> Cell:
    """The bodies that must agree; empty where one decides alone."""
    return chains.actors.links.bodies(terms.together_with) if terms.together_with else ""


def cap_in_words(terms: Terms, chains: Chains) -> str:
    """The most that somebody may still decide: '£250,000', 'no cap', or with all that bounds it."""
    most = amounts_in_full(chains.actors.words.most(terms))
    return most if most == NO_LIMIT else first_capital(most.removeprefix("up to "))


def _groups(terms: Terms) -> tuple[tuple[str, tuple[Held, ...]], ...]:
    return ((CONDITION, terms.conditions), (PRECONDITION, terms.preconditions))
