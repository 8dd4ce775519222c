"""Registers that are made to be hard: how long the commands about authority take on each.

    .venv/bin/python bench/authority_hostile.py [NAME ...]

Each is a folder that somebody could write: ten thousand delegations to one committee, or exclusive
ones, or reservations; a chain of 1,500; ten councils that decide together; delegations that pass
on only with consent, laid out so that the ways multiply. Times are of the processor.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from joinedup.register.delegations import Approval, Delegation, Direction, Reservation
from joinedup.register.files import write_folder
from joinedup.register.lists import csv_of, tables
from joinedup.register.schema import Area, Body, Forum, Governance, Post, Register, System

MANY, LONG, LAYERS, COUNCILS = 10_000, 1_500, 40, 10
FUNCTION, COUNCILS_FUNCTION, ON = "plan-estates", "arrange-adult-social-care", "2026-11-01"
WITHIN, BETWEEN = "schedule-1b-11", "section-65z5"
BOARD = Body(id="QZ1", name="Board", kind="integrated care board", area="all")
LIMITS = {"check": 10.0, "scheme": 30.0, "who-can": 5.0, "who-can of one": 5.0}
PATIENCE = 300.0
JOINEDUP = [sys.executable, "-c", "from joinedup.cli import main; main()"]


def register(
    areas: tuple[Area, ...] = (),
    bodies: tuple[Body, ...] = (),
    forums: tuple[Forum, ...] = (),
    **others: object,
) -> Register:
    """A system of one board, with its own forum and a committee, and what else is given."""
    whole = Area(id="all", name="Whole", kind="system", residents=1_000_000)
    own = Forum(
        id="board", name="Own board", kind="integrated care board", area="all", owners=("QZ1",)
    )
    committee = Forum(
        id="committee", name="Committee", kind="committee", area="all", owners=("QZ1",)
    )
    return Register(
        system=System(code="QZ1", name="Hostile", area="all", areas=(whole, *areas)),
        bodies=(BOARD, *bodies),
        forums=(own, committee, *forums),
        **others,
    )


def passes(id: str, giver: str | tuple[str, ...], to: str, **others: object) -> Delegation:
    """One delegation, of plan-estates within the board unless others say otherwise."""
    told: dict[str, object] = {"functions": (FUNCTION,), "area": "all", "power": WITHIN, **others}
    givers = (giver,) if isinstance(giver, str) else giver
    return Delegation(id=id, given_by=givers, given_to=to, **told)  # type: ignore[arg-type]


def posts(many: int) -> tuple[Post, ...]:
    """So many posts of the board."""
    return tuple(Post(id=f"p{one}", name=f"Post {one}", body="QZ1") for one in range(many))


def committees(many: int, area: str = "all") -> tuple[Forum, ...]:
    """So many committees of the board."""
    return tuple(
        Forum(id=f"c{one}", name=f"Committee {one}", kind="committee", area=area, owners=("QZ1",))
        for one in range(many)
    )


def trusts(many: int) -> tuple[Body, ...]:
    """So many trusts."""
    return tuple(Body(id=f"t{one}", name=f"Trust {one}", kind="NHS trust") for one in range(many))


def one_receiver() -> Register:
    """Ten thousand delegations to one committee."""
    given = (passes(f"d{one}", "QZ1", "committee", cap=f"£{one + 1}") for one in range(MANY))
    return register(delegations=tuple(given))


def many_givers() -> Register:
    """Each post passes on to one committee what nobody gave it."""
    given = (passes(f"d{one}", f"p{one}", "committee") for one in range(MANY))
    return register(posts=posts(MANY), delegations=tuple(given))


def many_receivers() -> Register:
    """The board to each of ten thousand posts."""
    given = (passes(f"d{one}", "QZ1", f"p{one}") for one in range(MANY))
    return register(posts=posts(MANY), delegations=tuple(given))


def givers_of_one() -> Register:
    """One delegation that ten thousand trusts make together."""
    names = tuple(f"t{one}" for one in range(MANY))
    forum = Forum(
        id="joint", name="Joint", kind="joint committee", area="all", owners=("QZ1", *names)
    )
    given = (passes("d", ("QZ1", *names), "joint", power="section-65z6"),)
    return register(bodies=trusts(MANY), forums=(forum,), delegations=given)


def exclusives() -> Register:
    """Exclusive ones by one board to one trust, for one area: each speaks against all others."""
    given = (
        passes(f"d{one}", "QZ1", f"t{one % 10}", power=BETWEEN, mode="exclusive")
        for one in range(MANY)
    )
    return register(bodies=trusts(10), delegations=tuple(given))


def exclusives_apart() -> Register:
    """Exclusive ones for as many areas that do not meet."""
    areas = tuple(
        Area(id=f"n{one}", name=f"Neighbourhood {one}", kind="neighbourhood", within=("all",))
        for one in range(1_000)
    )
    given = (
        passes(f"d{one}", "QZ1", f"t{one % 10}", power=BETWEEN, mode="exclusive", area=f"n{one}")
        for one in range(1_000)
    )
    return register(areas, trusts(10), delegations=tuple(given))


def reservations() -> Register:
    """Ten thousand reservations, each above another value."""
    kept = (
        Reservation(
            id=f"r{one}", body="QZ1", kept_by="board", functions=(FUNCTION,), above=f"£{one + 1}"
        )
        for one in range(MANY)
    )
    given = (passes(f"d{one}", "QZ1", "committee", cap=f"£{one + 1}") for one in range(1_000))
    return register(reservations=tuple(kept), delegations=tuple(given))


def reservations_of_all() -> Register:
    """Ten thousand reservations for one committee, of any value."""
    kept = (
        Reservation(id=f"r{one}", body="QZ1", kept_by="committee", functions=(FUNCTION,))
        for one in range(MANY)
    )
    given = (passes(f"d{one}", "QZ1", f"p{one}") for one in range(1_000))
    return register(reservations=tuple(kept), posts=posts(1_000), delegations=tuple(given))


def directions() -> Register:
    """Ten thousand directions to one board."""
    given = (
        Direction(id=f"x{one}", given_by="X24", given_to="QZ1", power="section-14z61")
        for one in range(MANY)
    )
    national = Body(id="X24", name="NHS England", kind="NHS England")
    delegated = (passes(f"d{one}", "QZ1", f"p{one}") for one in range(500))
    return register(
        bodies=(national,),
        posts=posts(500),
        directions=tuple(given),
        delegations=tuple(delegated),
    )


def chain() -> Register:
    """Each passes on to the next."""
    names = ["QZ1", *(f"p{one}" for one in range(LONG))]
    given = (
        passes(f"d{one}", giver, to, onward="yes")
        for one, (giver, to) in enumerate(zip(names, names[1:], strict=False))
    )
    return register(posts=posts(LONG), delegations=tuple(given))


def broken_chain() -> Register:
    """A chain that begins with somebody who has nothing."""
    whole = chain()
    return whole.model_copy(update={"delegations": whole.delegations[1:]})


def circle() -> Register:
    """A circle of as many, beside the way in."""
    whole = chain()
    back = passes("back", f"p{LONG - 1}", "p0", onward="yes")
    return whole.model_copy(update={"delegations": (*whole.delegations, back)})


def everybody_to_everybody() -> Register:
    """A hundred who each pass on to each other."""
    given = (
        passes(f"d{one}-{other}", f"p{one}", f"p{other}", onward="yes")
        for one in range(100)
        for other in range(100)
        if one != other
    )
    first = passes("first", "QZ1", "p0", onward="yes")
    return register(posts=posts(100), delegations=(first, *given))


def councils() -> Register:
    """Ten councils, an area made of all of theirs, and a committee that all of them give to."""
    names = tuple(f"council-{one}" for one in range(COUNCILS))
    areas = tuple(
        Area(id=f"a-{name}", name=f"Area of {name}", kind="council area", within=("all",))
        for name in names
    )
    made = Area(id="ten", name="All ten", kind="locality", made_of=tuple(one.id for one in areas))
    bodies = tuple(
        Body(id=name, name=name, kind="unitary council", area=f"a-{name}") for name in names
    )
    joint = Forum(id="joint", name="Joint", kind="joint committee", area="ten", owners=names)
    models = tuple(Governance(body=name, model="leader and cabinet") for name in names)
    given = (
        passes(
            f"d{one}",
            names,
            "joint",
            area="ten",
            functions=(COUNCILS_FUNCTION,),
            power="executive-joint-committee",
        )
        for one in range(MANY // COUNCILS)
    )
    return register((*areas, made), bodies, (joint,), governance=models, delegations=tuple(given))


def consents() -> Register:
    """Layers of two trusts each, passing on with consent: the ways double at every layer.

    Each trust of a layer passes on to both of the next; a trust's consent is given to the last.
    """
    rows = [[f"t{2 * one}", f"t{2 * one + 1}"] for one in range(LAYERS)]
    told: dict[str, object] = {"power": BETWEEN, "onward": "with consent"}
    everybody = tuple(Approval(by=name, on="2026-01-01") for row in rows for name in row)
    everybody += (Approval(by="QZ1", on="2026-01-01"),)
    given = [passes(f"d-{to}", "QZ1", to, **told) for to in rows[0]]
    for above, below in zip(rows, rows[1:], strict=False):
        given += [
            passes(f"d-{giver}-{to}", giver, to, approvals=everybody, **told)
            for giver in above
            for to in below
        ]
    last = f"t{2 * LAYERS}"
    given += [
        passes(f"d-{giver}-{last}", giver, last, approvals=everybody[1:], **told)
        for giver in rows[-1]
    ]
    return register(bodies=trusts(2 * LAYERS + 1), delegations=tuple(given))


def places() -> Register:
    """A thousand areas with ten delegations each, to as many committees."""
    areas = tuple(
        Area(id=f"n{one}", name=f"Neighbourhood {one}", kind="neighbourhood", within=("all",))
        for one in range(1_000)
    )
    given = (
        passes(f"d{one}", "QZ1", f"c{one % 100}", area=f"n{one % 1_000}") for one in range(MANY)
    )
    return register(areas, forums=committees(100), delegations=tuple(given))


def nested() -> Register:
    """Areas one within the other, 500 deep."""
    areas = tuple(
        Area(
            id=f"n{one}",
            name=f"Area {one}",
            kind="locality",
            within=(f"n{one - 1}" if one else "all",),
        )
        for one in range(500)
    )
    given = (passes(f"d{one}", "QZ1", "committee", area=f"n{one}") for one in range(500))
    return register(areas, delegations=tuple(given))


def all_functions() -> Register:
    """Delegations of every function that a board may pass on, to a hundred."""
    from joinedup.law.files import basis

    names = tuple(one.id for one in basis().functions)
    given = (passes(f"d{one}", "QZ1", f"p{one % 100}", functions=names) for one in range(1_000))
    return register(posts=posts(100), delegations=tuple(given))


REGISTERS: dict[str, tuple[Callable[[], Register], str]] = {
    "one-receiver": (one_receiver, "committee"),
    "many-givers": (many_givers, "committee"),
    "many-receivers": (many_receivers, "p77"),
    "givers-of-one": (givers_of_one, "joint"),
    "exclusives": (exclusives, "t1"),
    "exclusives-apart": (exclusives_apart, "t1"),
    "reservations": (reservations, "committee"),
    "reservations-of-all": (reservations_of_all, "p1"),
    "directions": (directions, "p1"),
    "chain": (chain, f"p{LONG - 1}"),
    "broken-chain": (broken_chain, f"p{LONG - 1}"),
    "circle": (circle, f"p{LONG - 1}"),
    "everybody": (everybody_to_everybody, "p99"),
    "councils": (councils, "joint"),
    "consents": (consents, f"t{2 * LAYERS}"),
    "places": (places, "c1"),
    "nested": (nested, "committee"),
    "all-functions": (all_functions, "p1"),
}


def asked(name: str, folder: Path, one: str) -> Iterator[tuple[str, list[str]]]:
    """The commands that are timed, by the name of their limit."""
    function, area = (COUNCILS_FUNCTION, "ten") if name == "councils" else (FUNCTION, "all")
    who = ["who-can", str(folder), function, "--area", area, "--on", ON]
    yield "check", ["check", str(folder), "--on", ON]
    yield "scheme", ["scheme", str(folder), "--on", ON]
    yield "who-can", who
    yield "who-can of one", [*who, "--actor", one]
    yield "who-can of one", [*who, "--actor", one, "--value", "5000000", "--json"]


def used() -> float:
    """Seconds of the processor that all processes which have ended took."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def measure(name: str, folder: Path, one: str) -> None:
    """Time each command on a folder, and print a row."""
    cells = []
    for what, arguments in asked(name, folder, one):
        start = used()
        try:
            done = subprocess.run(
                [*JOINEDUP, *arguments], capture_output=True, check=False, timeout=PATIENCE
            )
        except subprocess.TimeoutExpired:
            cells.append(f"more than {PATIENCE:.0f} s !!")
            continue
        took = used() - start
        fault = f" EXIT {done.returncode}" if done.returncode not in (0, 1) else ""
        if done.returncode not in (0, 1) or b"Traceback" in done.stderr:
            sys.stderr.write(done.stderr.decode()[-2_000:])
        lines = done.stdout.count(b"\n")
        cells.append(f"{took:.1f} s{' !!' if took > LIMITS[what] else ''} ({lines} lines){fault}")
    print(f"| {name} | {' | '.join(cells)} |", flush=True)


def main() -> None:
    """Measure the registers named, or all."""
    print("| register | check | scheme | who-can | of one | of one, with a value |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as temporary:
        for name in sys.argv[1:] or REGISTERS:
            make, one = REGISTERS[name]
            folder = Path(temporary) / name
            made = tables(make())
            write_folder(folder, {f"{key}.csv": csv_of(of) for key, of in made.items() if of.rows})
            measure(name, folder, one)


if __name__ == "__main__":
    main()
