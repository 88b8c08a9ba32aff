"""What is kept out of a public paper, and how it is said: exempt and confidential information, apart.

Exempt information is what Part 1 of Schedule 12A to the Local Government Act 1972 describes, as long as the public interest in
maintaining the exemption outweighs that in disclosing it (Part 2, paragraph 10). Confidential information is what a government
department gave on terms that forbid its disclosure, or what an enactment or a court forbids to be disclosed (section 100A(3)); no test
of public interest opens it. The wording of the paragraphs is that in force in England from 1 March 2006.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from desktop.appraisal.wording import listed
from desktop.late_dataclass import dataclass

#: From this day Schedule 12A has the seven paragraphs of `PARAGRAPHS` in England.
IN_FORCE = datetime.date(2006, 3, 1)
PARAGRAPHS = {
    "1": "information relating to any individual",
    "2": "information which is likely to reveal the identity of an individual",
    "3": "information relating to the financial or business affairs of any particular person (including the authority holding that "
    "information)",
    "4": "information relating to any consultations or negotiations, or contemplated consultations or negotiations, in connection with "
    "any labour relations matter arising between the authority or a Minister of the Crown and employees of, or office holders under, "
    "the authority",
    "5": "information in respect of which a claim to legal professional privilege could be maintained in legal proceedings",
    "6": "information which reveals that the authority proposes to give under any enactment a notice under or by virtue of which "
    "requirements are imposed on a person, or to make an order or direction under any enactment",
    "7": "information relating to any action taken or to be taken in connection with the prevention, investigation or prosecution of crime",
}


@dataclass(frozen=True, slots=True)
class Marks:
    """Who may see a record. `paragraphs` are as recorded, such as `1, 3`; `reason` is the public-interest reason, or who forbids it.

    `name_public` says that the name of what is withheld may be printed.
    """

    withheld: str = ""
    paragraphs: str = ""
    reason: str = ""
    name_public: bool = False

    @property
    def numbers(self) -> tuple[str, ...]:
        """The paragraphs one by one."""
        return tuple(part for part in self.paragraphs.replace(" ", "").split(",") if part)

    @property
    def under(self) -> str:
        """`paragraph 3`, `paragraphs 1 and 2`, or nothing where none is stated."""
        numbers = self.numbers
        return f"paragraph{'s' if len(numbers) > 1 else ''} {listed(numbers)}" if numbers else ""


OPEN = Marks()
EXEMPT, CONFIDENTIAL = "exempt", "confidential"
#: How every label in a paper that is not for publication begins, by what it marks.
_LABELS = {EXEMPT: "Exempt: not for publication", CONFIDENTIAL: "Confidential: not for publication"}
ENDS = {EXEMPT: "End of exempt information", CONFIDENTIAL: "End of confidential information"}


@dataclass(frozen=True, slots=True)
class WithheldRecord:
    """One thing that a paper withholds, or marks: what it is in words that may be published, and why.

    `figures` says that amounts or scores go with it, which then count as not known or missing.
    """

    what: str
    marks: Marks
    figures: bool = False


def in_its_place(marks: Marks) -> str:
    """What stands in the public paper where something was: `Withheld: exempt under paragraph 3`."""
    if marks.withheld == CONFIDENTIAL:
        return "Withheld: confidential"
    return f"Withheld: exempt under {marks.under}" if marks.under else "Withheld: exempt"


def label(marks: Marks) -> str:
    """What stands at an exempt part of the whole paper: `Exempt: not for publication, paragraph 3`."""
    return ", ".join(filter(None, (_LABELS[marks.withheld], marks.under)))


def is_label(text: str) -> bool:
    """Whether a paragraph is the label of a part that is not for publication."""
    return text.startswith(tuple(_LABELS.values()))


def is_end(text: str) -> bool:
    """Whether a paragraph ends a part that is not for publication."""
    return text in ENDS.values()


def short(marks: Marks) -> str:
    """The same beside a name in a table: `exempt, paragraph 3`."""
    return ", ".join(filter(None, (marks.withheld, marks.under)))


def heading_mark(withheld: Iterable[WithheldRecord]) -> str:
    """What the head of every page of the whole paper says; nothing where nothing is withheld."""
    marks = [record.marks for record in withheld]
    numbers = ", ".join(sorted({number for each in marks for number in each.numbers}))
    kinds = {each.withheld for each in marks}
    if CONFIDENTIAL in kinds:
        exempt = short(Marks(EXEMPT, numbers)) if EXEMPT in kinds else ""
        return "; ".join(filter(None, (_LABELS[CONFIDENTIAL], exempt)))
    return label(Marks(EXEMPT, numbers)) if kinds else ""
