"""A finding: words made of parts that know their figures and the records behind them. Nothing is ever read back out of its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from desktop.appraisal.estimate import Estimate, rounding_that_agrees
from desktop.appraisal.money import Rounding
from desktop.appraisal.why import Why, action_of
from desktop.appraisal.wording import hold_commas

#: Sheets of the case workbook, as `interchange.md` names them, that findings rest on.
OPTIONS, PROJECTS, CRITERIA, ASSESSORS, ORGANISATIONS = "Options", "Projects", "Criteria", "Assessors", "Organisations"
FLOWS, SCORES, WEIGHTS = "Flows", "Scores", "Weights"
TARGETS, FUNDING, GAPS, LEAVERS, SHARES, SECTION_151 = "Targets", "Funding", "Budget gap", "Leavers", "Shares", "Section 151"
GRANT_ROUNDS, GRANT_BIDS = "Grant rounds", "Grant bids"
RETURNS, RESOURCE_SCORES, SERVICES, COSTS = "Returns", "Resource scores", "Services", "Costs"
NEW_COUNCILS, SUCCESSIONS, OPENING_POSITIONS = "New councils", "Successions", "Opening positions"
FACTORS, PROFILES, SHARING, POOL, REQUESTS, COUNT = "Partner factors", "Profiles", "Sharing", "Pool", "Requests", "Count"

#: What a figure comes to: an amount in pounds, a score, a fraction of 1 or a count; `None` where the words alone say it.
Value = Estimate | Decimal | Fraction | float | int | None


class Record(NamedTuple):
    """A record of the case: the sheet of the workbook it stands on, and what it is called there."""

    sheet: str
    name: str


class Source(NamedTuple):
    """The records of one sheet that are someone's: an option's scores, a project's lines, an organisation's returns; blank, all of them."""

    sheet: str
    whose: str = ""


class Figure:
    """A figure within a finding: its words, what it comes to, and what it rests on beside the records of those the finding names."""

    __slots__ = ("rests_on", "value", "words")

    def __init__(self, words: str, value: Value = None, rests_on: tuple[Source, ...] = ()) -> None:
        self.words, self.value, self.rests_on = words, value, rests_on

    def with_capital(self) -> Figure:
        """With a capital letter first."""
        return Figure(_capital(self.words), self.value, self.rests_on)


class MoneyFigure(Figure):
    """An amount for running text, rounded as all the amounts of its sentence are together; one that is recorded prints as recorded."""

    __slots__ = ("_is_first", "amount", "is_recorded")

    def __init__(
        self,
        amount: Estimate,
        value: Value = None,
        rests_on: tuple[Source, ...] = (),
        rounding: Rounding | None = None,
        *,
        is_recorded: bool = False,
        is_first: bool = False,
    ) -> None:
        """`value` is what it comes to where that is not `amount` itself; `is_first`: it begins a sentence."""
        words = amount.figure_words(running=True, rounding=rounding, recorded=is_recorded)
        super().__init__(_capital(words) if is_first else words, amount if value is None else value, rests_on)
        self.amount, self.is_recorded, self._is_first = amount, is_recorded, is_first

    def with_capital(self) -> Figure:
        return MoneyFigure(self.amount, self.value, self.rests_on, is_recorded=self.is_recorded, is_first=True)

    def rounded(self, rounding: Rounding) -> MoneyFigure:
        """The same in the unit and the decimals of its sentence."""
        if self.is_recorded:
            return self
        return MoneyFigure(self.amount, self.value, self.rests_on, rounding, is_first=self._is_first)


class Named:
    """The name of what a finding is about, and the records that what is said of it rests on. `record` is `None` for several as one."""

    __slots__ = ("record", "rests_on", "words")

    def __init__(self, words: str, record: Record | None, rests_on: tuple[Source, ...] = ()) -> None:
        self.words, self.record, self.rests_on = words, record, rests_on

    def worded(self, words: str) -> Named:
        """The same in other words: `All projects together` at the head of a sentence."""
        return Named(words, self.record, self.rests_on)


Part = str | Figure | Named


class Phrase:
    """Words within a finding. What is put together of phrases has the parts of each."""

    __slots__ = ("parts",)

    def __init__(self, parts: Iterable[Part | Phrase]) -> None:
        flat: list[Part] = []
        for part in parts:
            if isinstance(part, Phrase):
                flat += part.parts
            elif part:
                flat.append(part)
        self.parts: tuple[Part, ...] = tuple(flat)

    @property
    def words(self) -> str:
        """All of it as it is read."""
        return "".join(part if isinstance(part, str) else part.words for part in self.parts)

    def with_capital(self) -> Phrase:
        """With a capital letter first."""
        return Phrase(_with_capital(self.parts))


Words = Part | Phrase


class Finding(Phrase):
    """A sentence that the appraisal found. Two findings in the same words are one, whichever came first.

    `rests_on` are its sources, each once: those of the parts, then `beside`, what it rests on that none of its words names.
    """

    __slots__ = ("_about", "_beside", "_words")

    def __init__(
        self, parts: Iterable[Part | Phrase], beside: tuple[Source, ...] = (), about: Record | None = None, action: str = ""
    ) -> None:
        super().__init__(parts)
        figures = [part for part in self.parts if isinstance(part, MoneyFigure)]
        if figures:
            rounding = rounding_that_agrees(
                [part.amount for part in figures if not part.is_recorded], [part.amount for part in figures if part.is_recorded]
            )
            self.parts = tuple(part.rounded(rounding) if isinstance(part, MoneyFigure) else part for part in self.parts)
        self._beside, self._about = beside, about
        self._words = Why("".join(part if isinstance(part, str) else part.words for part in self.parts), action)

    @property
    def words(self) -> str:
        """All of it as papers print it, with what the officer can do about it; put together once: findings are told apart by it."""
        return self._words

    @property
    def about(self) -> Record | None:
        """The record that is its subject: the first it names; `None` where it names none."""
        if self._about is not None:
            return self._about
        return next((part.record for part in self.parts if isinstance(part, Named) and part.record is not None), None)

    @property
    def rests_on(self) -> tuple[Source, ...]:
        """The records it rests on, by whose they are, each source once."""
        own = (source for part in self.parts if not isinstance(part, str) for source in part.rests_on)
        return tuple(dict.fromkeys((*own, *self._beside)))

    def with_capital(self) -> Finding:
        """With a capital letter first."""
        return Finding(_with_capital(self.parts), self._beside, self._about, self._words.action)

    def with_stop(self) -> Finding:
        """With a full stop, unless it ends in a mark of its own."""
        words = self.words
        if not words or words[-1] in ".?!:;":
            return self
        return Finding((*self.parts, "."), self._beside, self._about, self._words.action)

    def __eq__(self, other: object) -> bool:
        return self.words == other.words if isinstance(other, Finding) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.words)

    def __repr__(self) -> str:
        return f"Finding({self.words!r})"


def phrase(template: str, *parts: Words) -> Phrase:
    """Words with a part in the place of each `{}`. What an officer typed is a part and never of the template."""
    return Phrase(_filled(template, parts))


def finding(template: str, *parts: Words, beside: tuple[Source, ...] = (), action: str = "") -> Finding:
    """A finding with a part in the place of each `{}`, as `phrase` has it; `beside` is what it rests on that none of them names.

    `action` is what the officer can do about it, which screens add.
    """
    return Finding(_filled(template, parts), beside, action=action)


def reason(words: str, *beside: Source, about: Named | None = None) -> Finding:
    """A finding that says a result's own reason word for word: what it rests on, and whose result it is, where it names that."""
    if about is None:
        return Finding((words,), beside, action=action_of(words))
    at = _first_place(words, about.words)
    parts: tuple[Part, ...] = (words,) if at < 0 else (words[:at], about, words[at + len(about.words) :])
    return Finding(parts, (*beside, *about.rests_on), about.record, action_of(words))


def all_of(each: Sequence[Words]) -> Phrase:
    """`A`, `A and B`, `A, B and C`; `A; B, C; and D` where one holds a comma of its own; each with its parts."""
    if len(each) > 1 and hold_commas([words if isinstance(words, str) else words.words for words in each]):
        return joined(each, "; ", "; and ")
    return joined(each, ", ", " and ")


def joined(each: Sequence[Words], between: str, last: str = "") -> Phrase:
    """Words with others between them, and `last` before the last of them where it is another."""
    parts: list[Words] = []
    for index, words in enumerate(each):
        if index:
            parts.append(last if last and index == len(each) - 1 else between)
        parts.append(words)
    return Phrase(parts)


def option_named(name: str) -> Named:
    """An option by its name, where nothing that is said of it rests on scores or money."""
    return Named(name, Record(OPTIONS, name))


def scored(name: str) -> Named:
    """An option by its name, where what is said of it rests on its scores and the weights."""
    return Named(name, Record(OPTIONS, name), (Source(SCORES, name), Source(WEIGHTS)))


def valued(name: str) -> Named:
    """An option by its name, where what is said of it sets its scores against its money."""
    return Named(name, Record(OPTIONS, name), (*scored(name).rests_on, Source(FLOWS, name)))


def costed(name: str, sheet: str = OPTIONS) -> Named:
    """An option or a project by its name, where what is said of it rests on its lines of costs and savings."""
    return Named(name, Record(sheet, name), (Source(FLOWS, name),))


def criterion_named(name: str) -> Named:
    """A criterion by its name."""
    return Named(name, Record(CRITERIA, name))


def group_named(name: str) -> Named:
    """A group of assessors by its name."""
    return Named(name, Record(ASSESSORS, name))


def organisation_named(name: str, *rests_on: Source) -> Named:
    """An organisation by its name."""
    return Named(name, Record(ORGANISATIONS, name), rests_on)


#: Every score and every weight.
ALL_SCORES = (Source(SCORES), Source(WEIGHTS))


def words_of(findings: Iterable[Finding]) -> list[str]:
    """The words of findings, in their order."""
    return [each.words for each in findings]


def _first_place(words: str, name: str) -> int:
    """Where a name first stands in words as a word of its own; -1 where it stands nowhere."""
    at = words.find(name) if name else -1
    while at >= 0 and (words[at - 1 : at].isalnum() or words[at + len(name) : at + len(name) + 1].isalnum()):
        at = words.find(name, at + 1)
    return at


def _filled(template: str, parts: tuple[Words, ...]) -> list[Part | Phrase]:
    """Raises ValueError where there is not a part for each place."""
    first, *texts = template.split("{}")
    filled: list[Part | Phrase] = [first]
    for part, text in zip(parts, texts, strict=True):
        filled += [part, text]
    return filled


def _with_capital(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    if not parts:
        return parts
    first, rest = parts[0], parts[1:]
    if isinstance(first, str):
        return (_capital(first), *rest)
    return (first.worded(_capital(first.words)) if isinstance(first, Named) else first.with_capital(), *rest)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
