"""What every page has: its title and address, its tables, and the frame around it."""

from __future__ import annotations

from dataclasses import dataclass

from joinedup.layout.tables import Table


@dataclass(frozen=True)
class NavItem:
    """One entry of the menu; `current` for the part of the site that the page is in."""

    text: str
    href: str
    current: bool = False


@dataclass(frozen=True)
class Frame:
    """What stands around a page.

    `logo` is the address of a picture or None; `version` the hash of the register on show;
    `fictional` puts a banner over a made-up system.
    """

    site_name: str
    logo: str | None
    nav: tuple[NavItem, ...]
    system_name: str | None = None
    fictional: bool = False
    version: str | None = None
    program: str = ""


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page: its title, its own address, and the tables that can be downloaded from it.

    The first table is found at `address` with .csv after it, another at address/name.csv, all of
    them as one workbook at `address` with .xlsx; `query` goes behind each. `about` is said on the
    workbook's first sheet.
    """

    title: str
    address: str
    query: str = ""
    tables: tuple[Table, ...] = ()
    about: tuple[str, ...] = ()

    def csv_address(self, table: Table) -> str:
        """Where a table of the page is as CSV."""
        first = self.tables and table.name == self.tables[0].name
        name = "" if first else f"/{table.name}"
        return f"{self.address}{name}.csv{self.query}"

    @property
    def xlsx_address(self) -> str:
        """Where the tables of the page are as one workbook."""
        return f"{self.address}.xlsx{self.query}"
