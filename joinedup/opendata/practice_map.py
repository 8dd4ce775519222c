"""The practice map: which practices, networks and sub-ICB locations an ICB has on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from joinedup.opendata.formats import OLDER_MAP, PRACTICE_MAP, Form
from joinedup.opendata.notices import CannotMake, Notice, fault, noted
from joinedup.opendata.searching import Found
from joinedup.opendata.tables import Row, Table, grouped, read_table
from joinedup.values import codes
from joinedup.values.dates import day_in_words
from joinedup.values.finding import Finding

_DAYS = ("%d%b%Y", "%d-%b-%Y", "%d %b %Y", "%Y-%m-%d", "%d/%m/%Y", "%Y%m%d")


@dataclass(frozen=True)
class MapPractice:
    """One practice of the map, with its network (None for none) and its sub-ICB location."""

    code: str
    name: str
    postcode: str
    pcn: str | None
    pcn_name: str
    sub_icb: str
    sub_icb_ons: str


@dataclass(frozen=True)
class PracticeMap:
    """The practices of one ICB, and what else the map says of the whole country.

    `region` is the NHS code, the name and the ONS code of its region ('' where the map has none).
    `icb_of` gives the ICB of every practice of the file; `other_icbs_of_pcn` the other ICBs that
    a network of this one has practices in; `namesakes` the other codes that have the name of one
    of its networks.
    """

    icb: str
    icb_name: str
    icb_ons: str
    region: tuple[str, str, str]
    as_at: date
    practices: tuple[MapPractice, ...]
    icb_of: Mapping[str, str]
    other_icbs_of_pcn: Mapping[str, tuple[str, ...]]
    namesakes: Mapping[str, tuple[str, ...]]
    table: Table
    notices: tuple[Notice, ...]


@dataclass(frozen=True)
class OlderMap:
    """A map of another day: the ICB (or the partnership before it, of the same code) and the
    sub-ICB location (or commissioning group) of each practice, and its name."""

    as_at: date
    icb_of: Mapping[str, str]
    sub_icb_of: Mapping[str, str]
    practice_name_of: Mapping[str, str]
    name_of: Mapping[str, str]
    icb_ons: Mapping[str, str]
    table: Table


@dataclass(frozen=True)
class MapFile:
    """A practice map that was read: its day, and whether it is of the whole country."""

    as_at: date
    whole: bool
    table: Table

    @cached_property
    def by_icb(self) -> Mapping[str, tuple[Row, ...]]:
        """The rows of each ICB, by its NHS code."""
        return grouped(self.table.rows, lambda row: row["icb"].upper())

    @cached_property
    def icb_of(self) -> Mapping[str, str]:
        """The ICB of every practice."""
        return {code: icb.upper() for code, icb in self.table.each("practice", "icb")}

    @cached_property
    def networks(self) -> Mapping[str, tuple[str, frozenset[str]]]:
        """The name of every primary care network, and the ICBs that it has practices in."""
        found: dict[str, tuple[str, frozenset[str]]] = {}
        for row in self.table.rows:
            if pcn := _network(row):
                name, icbs = found.get(pcn, (row["pcn_name"], frozenset()))
                found[pcn] = name, icbs | {row["icb"].upper()}
        return found

    @cached_property
    def sub_icbs_of_network(self) -> Mapping[str, frozenset[str]]:
        """The sub-ICB locations that every network has practices in."""
        found: dict[str, set[str]] = {}
        for row in self.table.rows:
            if pcn := _network(row):
                found.setdefault(pcn, set()).add(row["sub_icb"])
        return {pcn: frozenset(sub_icbs) for pcn, sub_icbs in found.items()}

    @cached_property
    def without_network(self) -> frozenset[str]:
        """The practices in no network."""
        return frozenset(row["practice"] for row in self.table.rows if not _network(row))

    @cached_property
    def networks_by_name(self) -> Mapping[str, tuple[str, ...]]:
        """The codes of the networks of each name; more than one where a name is used twice."""
        return grouped(sorted(self.networks), lambda pcn: self.networks[pcn][0])

    @cached_property
    def older(self) -> OlderMap:
        """The map as one that is older than the map to use."""
        return OlderMap(
            as_at=self.as_at,
            icb_of=self.icb_of,
            sub_icb_of=self._pairs("practice", "sub_icb"),
            practice_name_of=self._pairs("practice", "name"),
            name_of=self._pairs("sub_icb", "ccg_name"),
            icb_ons=self._pairs("icb_ons", "icb"),
            table=self.table,
        )

    def _pairs(self, key: str, value: str) -> dict[str, str]:
        return {one: other for one, other in self.table.each(key, value) if one and other}


@dataclass(frozen=True)
class Maps:
    """Every practice map of the folder: those that may be used, the best last, and those of
    before ICBs; `passed_over` says of others why they could not be used."""

    files: tuple[MapFile, ...]
    before: tuple[MapFile, ...]
    passed_over: tuple[str, ...]

    @property
    def icbs(self) -> tuple[str, ...]:
        """The NHS codes of the ICBs of the best map; of every map, if none is of the country."""
        files = self.files[-1:] if self.files[-1].whole else self.files
        found = {icb for file in files for icb in file.by_icb if codes.is_icb_code(icb)}
        return tuple(sorted(found))


def read_maps(found: Found) -> Maps:
    """The practice maps of a folder.

    A file of the whole country goes before an extract, then the later extract day before the
    earlier. Raises CannotMake where there is none.
    """
    files, passed_over = _dated(found, PRACTICE_MAP)
    if not files:
        raise CannotMake([_no_map(found, passed_over)])
    before, more_passed_over = _dated(found, OLDER_MAP)
    misfits = found.misfits_of(PRACTICE_MAP, OLDER_MAP)
    return Maps(
        tuple(sorted(files, key=lambda file: (file.whole, file.as_at))),
        tuple(before),
        tuple(dict.fromkeys((*misfits, *passed_over, *more_passed_over))),
    )


def map_of(maps: Maps, icb: str) -> tuple[PracticeMap, tuple[OlderMap, ...]]:
    """The map to use for an ICB, and the older maps, the newest of them first.

    Raises CannotMake where no map has the ICB.
    """
    holding = [file for file in maps.files if file.by_icb.get(icb)]
    if not holding:
        raise CannotMake([_no_such_icb(icb, [file.table for file in maps.files])])
    best = holding[-1]
    others = [file.older for file in (*maps.files, *maps.before) if file.as_at < best.as_at]
    newer = [
        f"{file.table.file} of {day_in_words(file.as_at)}"
        for file in holding
        if file.as_at > best.as_at
    ]
    table = best.table
    notices = (
        *noted("Newer practice maps passed over, as they are extracts", newer),
        *noted("Practice maps that could not be used", maps.passed_over),
        *noted(f"Rows of {table.file} that were left out", table.skipped, "mend the file"),
    )
    others.sort(key=lambda other: other.as_at, reverse=True)
    return _practice_map(icb, best, notices), tuple(others)


def day_of(text: str) -> date | None:
    """The day that a map writes ('01Jan2026', or one of a few other ways); None if it is none."""
    for pattern in _DAYS:
        try:
            return datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    return None


def _dated(found: Found, form: Form) -> tuple[list[MapFile], list[str]]:
    """The maps of a form, and why others of that form could not be used."""
    dated: list[MapFile] = []
    passed_over: list[str] = []
    for candidate in found.of(form):
        try:
            table = read_table(candidate.path, form)
        except (OSError, ValueError) as error:
            passed_over.append(f"{candidate.path.name}: {error}")
            continue
        days = {
            day for text in {row["extract_date"] for row in table.rows} if (day := day_of(text))
        }
        if not days:
            passed_over.append(f"{table.file}: no row has a day under EXTRACT_DATE")
            continue
        whole = not candidate.is_extract and len({row["icb"] for row in table.rows}) > 1
        dated.append(MapFile(max(days), whole, table))
    return dated, passed_over


def _no_map(found: Found, passed_over: list[str]) -> Finding:
    return fault(
        "missing-source",
        PRACTICE_MAP.file_names,
        "; ".join(passed_over) or found.why_none(PRACTICE_MAP),
        "put a practice map of July 2022 or later, when ICBs began, in the folder as published",
    )


def _no_such_icb(icb: str, tables: list[Table]) -> Finding:
    names = {
        row["icb"]: row["icb_name"]
        for table in tables
        for row in table.rows
        if codes.is_icb_code(row["icb"])
    }
    has = "; ".join(f"{code} {name}" for code, name in sorted(names.items()))
    return fault(
        "icb",
        tables[-1].file,
        f"the map has no integrated care board with the code '{icb}'",
        f"give one of its codes with --icb: {has}",
    )


def _practice_map(icb: str, file: MapFile, notices: tuple[Notice, ...]) -> PracticeMap:
    rows, table = file.by_icb[icb], file.table
    practices: dict[str, MapPractice] = {}
    bad: list[str] = []
    # Areas of one folder have different codes: a row that mixes them up is no use.
    not_of_networks = {icb, *(row["sub_icb"] for row in rows)}
    for row in rows:
        if (
            not codes.is_id(row["practice"])
            or not codes.is_id(row["sub_icb"])
            or not row["name"]
            or row["sub_icb"] == icb
            or _network(row) in not_of_networks
        ):
            bad.append(f"row {row.number} ('{row['practice']}', sub-ICB '{row['sub_icb']}')")
        elif row["practice"] in practices:
            bad.append(f"row {row.number} ('{row['practice']}' again)")
        else:
            practices[row["practice"]] = _practice(row)
    if not practices:
        why = f"no row of {icb} has a practice with a code, a name and a sub-ICB location"
        raise CannotMake([fault("malformed", table.file, why, "use the file as published")])
    networks = {
        practice.pcn: file.networks[practice.pcn] for practice in practices.values() if practice.pcn
    }
    return PracticeMap(
        icb=icb,
        icb_name=rows[0]["icb_name"] or icb,
        icb_ons=rows[0]["icb_ons"],
        region=_region(rows[0], {*not_of_networks, *networks}),
        as_at=file.as_at,
        practices=tuple(practices.values()),
        icb_of=file.icb_of,
        other_icbs_of_pcn=_others({pcn: (icb, icbs) for pcn, (_, icbs) in networks.items()}),
        namesakes=_others(
            {pcn: (pcn, file.networks_by_name[name]) for pcn, (name, _) in networks.items() if name}
        ),
        table=table,
        notices=(
            *notices,
            *noted(
                f"Rows of {icb} in {table.file} that could not be used",
                bad,
                "look at them in the file; a practice must stand in it once, with its codes",
            ),
        ),
    )


def _region(row: Row, taken: set[str]) -> tuple[str, str, str]:
    """The region of a row; none where its code is none, or is that of another area."""
    code = row["region"]
    if not codes.is_id(code) or code in taken:
        return "", "", ""
    return code, row["region_name"], row["region_ons"]


def _others(found: Mapping[str, tuple[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    """For each key that has any: what is found besides its own."""
    others = {key: sorted(set(several) - {own}) for key, (own, several) in found.items()}
    return {key: tuple(rest) for key, rest in others.items() if rest}


def _practice(row: Row) -> MapPractice:
    return MapPractice(
        code=row["practice"],
        name=row["name"],
        postcode=row["postcode"],
        pcn=_network(row),
        pcn_name=row["pcn_name"],
        sub_icb=row["sub_icb"],
        sub_icb_ons=row["sub_icb_ons"],
    )


def _network(row: Row) -> str | None:
    """The code of the practice's network; the map writes 'U' (unallocated) for none."""
    code = row["pcn"]
    return code if code.upper() != "U" and codes.is_id(code) else None
