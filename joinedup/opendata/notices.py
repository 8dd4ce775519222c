"""What making a folder has to say: faults that stop it, and notices of what did not join."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from joinedup.values.finding import Finding, Subject, Where

#: How many examples of a notice are told, unless it says otherwise.
TOLD = 4


@dataclass(frozen=True)
class Notice:
    """Something that did not join, or was settled in a way that a reader should know.

    `text` says what; `examples` are the cases, all of them; `mend` says what to do about it;
    `told` is how many examples are printed.
    """

    text: str
    examples: tuple[str, ...] = ()
    mend: str = ""
    told: int = TOLD

    def lines(self) -> str:
        """The notice for the terminal."""
        number = f" ({len(self.examples):,})" if self.examples else ""
        lines = [f"- {self.text}{number}"]
        lines += [f"    {example}" for example in self.examples[: self.told]]
        if len(self.examples) > self.told:
            lines.append(f"    … and {len(self.examples) - self.told:,} more")
        if self.mend:
            lines.append(f"    to mend: {self.mend}")
        return "\n".join(lines)


class CannotMake(Exception):
    """Raised where no folder can be made; `findings` say why and how to mend it."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(finding.why for finding in self.findings))


def fault(
    rule: str, file: str, why: str, mend: str, row: int | None = None, column: str | None = None
) -> Finding:
    """A fault of a source or of an option: it stops the making."""
    return Finding(
        rule=f"opendata.{rule}",
        severity="must",
        outcome="fails",
        subject=Subject("source", file),
        where=Where(file, row, column),
        why=why,
        mend=mend,
    )


def noted(
    text: str, examples: Iterable[str], mend: str = "", told: int = TOLD
) -> tuple[Notice, ...]:
    """One notice, or none where there are no examples."""
    cases = tuple(examples)
    return (Notice(text, cases, mend, told),) if cases else ()


def listed(words: Iterable[str]) -> str:
    """Words as a sentence lists them: 'A', 'A and B', 'A, B and C'."""
    *most, last = list(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def counted(number: int, word: str, plural: str = "") -> str:
    """A number with its word: '1 practice', '2,000 practices'."""
    return f"{number:,} {word if number == 1 else plural or word + 's'}"
