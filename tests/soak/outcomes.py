"""What came of the tries of a proof, and the table of all proofs."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

#: How many different things are told of one proof.
_MOST_TOLD = 12


class Verdict(StrEnum):
    """What came of one try. The worst of them is what it counts as; all but the first make the soak fail."""

    SURVIVED = "survived"
    """All that was acknowledged is there, or it was refused in one sentence and the file is as it was."""
    UNTRUE = "untrue"
    """What was said to be not saved is there all the same, or what was said to be saved again is not."""
    RAW = "raw"
    """Something was raised that is no sentence for the officer, or it took more time or memory than it may."""
    SILENT = "silent"
    """The file opens and its full check calls it sound, while rows, trail or schema are not what they were."""
    LOST = "lost"
    """What was acknowledged is not there, or a file that was refused was changed by it, or a new one is half made under its own name."""


_KINDS = (Verdict.SURVIVED, Verdict.LOST, Verdict.SILENT, Verdict.RAW, Verdict.UNTRUE)
_TOGETHER = "All of them"


class Outcome(NamedTuple):
    """The verdict on one try; in a few words why, where it is worth a word; and at what."""

    verdict: Verdict
    why: str = ""
    where: str = ""


SURVIVED = Outcome(Verdict.SURVIVED)


@dataclass(slots=True)
class Tally:
    """One row of the table."""

    proof: str
    seconds: float = 0.0
    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    places: dict[str, str] = field(default_factory=dict)
    """Where each reason was first met."""

    def add(self, outcome: Outcome) -> None:
        """Count one try."""
        self.counts[outcome.verdict] += 1
        if outcome.why:
            reason = f"{outcome.verdict}: {outcome.why}"
            self.reasons[reason] += 1
            self.places.setdefault(reason, outcome.where)

    def take(self, other: Tally) -> None:
        """Add what another counted for the same row."""
        self.seconds += other.seconds
        self.counts += other.counts
        self.reasons += other.reasons
        self.places = {**other.places, **self.places}

    @property
    def tried(self) -> int:
        """How many tries there were."""
        return self.counts.total()

    @property
    def is_proved(self) -> bool:
        """Whether something was tried, and every try survived."""
        return self.tried > 0 and self.counts[Verdict.SURVIVED] == self.tried

    def as_json(self) -> str:
        """For the process that gathers the tallies."""
        return json.dumps([self.proof, self.seconds, dict(self.counts), dict(self.reasons), self.places], ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Tally:
        """What `as_json` gave."""
        proof, seconds, counts, reasons, places = json.loads(text)
        return cls(proof, seconds, Counter(counts), Counter(reasons), places)


def merged_into(page: str, tallies: Iterable[Tally]) -> list[Tally]:
    """The rows of a page that `table` made, with those of these proofs in their place or after the others."""
    rows: dict[str, Tally] = {}
    for match in re.finditer(r"^\| (.+?) \| [\d,]+ \| (.+) \|$", page, re.MULTILINE):
        counts = [int(count.replace(",", "")) for count in match[2].split(" | ")]
        if match[1] != _TOGETHER:
            rows[match[1]] = Tally(match[1], counts=Counter({kind: n for kind, n in zip(_KINDS, counts, strict=True) if n}))
    rows |= {tally.proof: tally for tally in tallies}
    return list(rows.values())


def table(tallies: Iterable[Tally], made_by: str) -> str:
    """All proofs as a page of Markdown: a row each, and under them why a try did not survive."""
    rows = list(tallies)
    together = Tally(_TOGETHER)
    for tally in rows:
        together.counts += tally.counts
    lines = [
        "# What the store stood",
        "",
        f"Made by `{made_by}`. All but the first three columns are to be 0:",
        "",
        "- survived: all that was acknowledged is there, or the file was refused in one sentence and is as it was",
        "- lost: what was acknowledged is not there, a refused file was changed, or a new one is half made under its own name",
        "- silent: the file opens and its full check calls it sound, while rows, trail or schema are not what they were",
        "- raw: what was raised is no sentence for the officer, or it took more time or memory than it may",
        "- untrue: what was said to be not saved is there all the same, or could not be saved when the disk was well again",
        "",
        f"| proof | tried | {' | '.join(_KINDS)} |",
        f"|---|{'---:|' * (1 + len(_KINDS))}",
    ]
    for tally in (*rows, together):
        counts = " | ".join(f"{tally.counts[kind]:,}" for kind in _KINDS)
        lines.append(f"| {tally.proof} | {tally.tried:,} | {counts} |")
    for tally in rows:
        if tally.reasons:
            lines += ["", f"## {tally.proof}", ""]
            for reason, number in tally.reasons.most_common(_MOST_TOLD):
                place = f" (first: {tally.places[reason]})" if tally.places[reason] else ""
                lines.append(f"- {number:,} × {reason}{place}")
            if len(tally.reasons) > _MOST_TOLD:
                lines.append(f"- and {len(tally.reasons) - _MOST_TOLD} more")
    return "\n".join(lines) + "\n"
