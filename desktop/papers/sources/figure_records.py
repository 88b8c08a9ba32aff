"""The records that a paper's figures rest on, and whether a document holds them: `reported`, `assumed` or `illustrative`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from desktop.papers.content.blocks import Record, Rests
from desktop.papers.content.records import WITHHELD, FlowRecord, PaperRecords, PartnerRecord, WeightRecord

#: Words by which a sentence that the appraisal found is known to be about money, and about scores.
_OF_MONEY = re.compile(
    r"£|\b(?:pay(?:s|back)?|paid|costs?|sav(?:es?|ings?)|budgets?|net present value|cash|income|funding|afford\w*|amounts?|lines?|totals?"
    r"|gains?|targets?)\b",
    re.IGNORECASE,
)
_OF_SCORES = re.compile(r"\b(?:points?|scor\w+|weigh\w+|lead\w*|first|rank\w*|criteri\w+|groups?)\b", re.IGNORECASE)

#: What the rows of a table on partners rest on, where they are not of the records of the same kind.
_RESTS_ON = {"partner fit": ("partner factors", "profiles"), "unit costs": ("costs", "services")}
#: The tables on partners that a sentence or a chart is about, by its words.
_OF_PARTNERS = (
    ("returns", re.compile(r"\breturns?\b.*(?:\bcame in\b|\bnamed as received\b|\bwithheld\b)|^Returns\b.* rate |^How sure partners are ")),
    ("resource scores", re.compile(r"use of resources score", re.IGNORECASE)),
    ("unit costs", re.compile(r" costs districts .* the county ")),
    ("partner fit", re.compile(r"shortlist of partners|partner is on the shortlist|as a partner and none is scored")),
    ("sharing", re.compile(r"\bsharing arrangements? |would or might cancel ")),
    ("pool", re.compile(r" in the pool")),
    ("requests", re.compile(r"^The dates given for |\brequests? ha(?:s|ve) no answer yet")),
)


def kind_in_words(kind: str) -> str:
    """A sheet’s name as it stands within a sentence."""
    return kind if kind[:2].isupper() else f"{kind[:1].lower()}{kind[1:]}"


def partner_record(each: PartnerRecord) -> Record:
    """One record of partners: a return, a score, a factor, an arrangement, a contribution, a request."""
    return Record(each.kind.lower(), each.name)


def flow_record(flow: FlowRecord) -> Record:
    """A line of money."""
    return Record("lines", f"{flow.owner}: {flow.line}")


def score_record(assessors: str, option: str) -> Record:
    """One group's scores of one option."""
    return Record("scores", f"{assessors}: {option}")


def weight_record(weight: WeightRecord) -> Record:
    """The weight of a criterion, the case's own or a group's."""
    return Record("weights", f"{weight.assessors}: {weight.criterion}" if weight.assessors else weight.criterion)


#: Stands in for the digits of a name: digits below the line are no figure, and can be put back.
_HIDDEN = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SHOWN = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def names_shown(text: str) -> str:
    """A text with the names in it that `FigureRecords.hide_names` blotted out."""
    return text.translate(_SHOWN)


def withheld_figures(paper: PaperRecords) -> frozenset[Record]:
    """The records of a public paper whose amounts or scores it withholds."""
    lines = {flow_record(flow) for flow in paper.flows if flow.withheld}
    scores = {score_record(each.assessors, each.option) for each in paper.scores if each.score == WITHHELD}
    return frozenset(lines | scores | {partner_record(each) for each in paper.partner_records if each.value == WITHHELD})


def names_of(paper: PaperRecords) -> frozenset[str]:
    """What the records behind a paper's figures are called: options, projects, lines, criteria, groups, and the parts of partners'."""
    names = {option.name for option in paper.options}
    names |= {name for flow in paper.flows for name in (flow.owner, flow.line)}
    names |= {name for score in paper.scores for name in (score.assessors, score.option, score.criterion)}
    names |= {name for weight in paper.weights for name in (weight.assessors, weight.criterion)}
    names |= {part for each in paper.partner_records for part in each.parts}
    return frozenset(names - {""})


#: The lines that a field of money is of, by how its name begins; any other is of all of them.
_LINES_OF = {"Cost": "cost", "Cashable savings": "saving", "Savings": "saving", "Income": "income", "Funding": "funding"}


class FigureRecords:
    """The records of one paper, by what rests on them."""

    def __init__(self, paper: PaperRecords) -> None:
        self._bases: dict[Record, str] = {}
        self._called: dict[Record, str] = {}
        self._lines: dict[str, list[Record]] = {}
        self._scores: dict[str, list[Record]] = {}
        self._weights: list[Record] = []
        self._kinds: dict[Record, str] = {}
        self._partners: dict[str, list[tuple[Record, tuple[str, ...]]]] = {}
        for flow in paper.flows:
            if flow.amounts:
                line = self._known(flow_record(flow), flow.basis, flow.line)
                self._lines.setdefault(flow.owner, []).append(line)
                self._kinds[line] = flow.kind
        for score in paper.scores:
            if score.score:
                known_record = self._known(score_record(score.assessors, score.option), score.basis, f"scores by {score.assessors}")
                if known_record not in self._scores.setdefault(score.option, []):
                    self._scores[score.option].append(known_record)
        for weight in paper.weights:
            known_record = self._known(weight_record(weight), weight.basis, f"weights of {weight.assessors or 'the criteria'}")
            if known_record not in self._weights:
                self._weights.append(known_record)
        for record, basis in _own(paper):
            self._known(record, basis)
        for each in paper.partner_records:
            known_record = self._known(partner_record(each), each.basis, kind_in_words(each.kind))
            self._partners.setdefault(known_record.kind, []).append((known_record, each.parts))
        for service in paper.services:
            of = Record("services", f"{service.service}, {service.organisation}")
            self._partners.setdefault("services", []).append((of, (service.service, service.organisation)))
        self._owners = sorted({*self._lines, *self._scores, *(option.name for option in paper.options)}, key=len, reverse=True)

    def _known(self, record: Record, basis: str, called: str = "") -> Record:
        """Note a record, and what notes call it; where two have one name, the weaker of their bases is theirs."""
        self._called[record] = called or record.name
        self._bases[record] = _weakest((basis, self._bases.get(record, "")))
        return record

    def named(self, record: Record) -> tuple[Record, ...]:
        """What is printed from a record: the record itself. The weight of a heading rests on every weight.

        Of partners it is the records that the name has most parts of; all of their kind where it has none, as a total has.
        """
        if record not in self._bases and (kinds := _RESTS_ON.get(record.kind, (record.kind,))) != ("services",):
            records_with_parts = [each for kind in kinds for each in self._partners.get(kind, ())]
            if records_with_parts:
                return _most_named(record.name, records_with_parts)
        return tuple(self._weights) if record.kind == "weights" and record not in self._bases else (record,)

    def behind(self, rests: Rests, owner: str, field: str = "") -> tuple[Record, ...]:
        """What a figure of an option or a project rests on; of any other name, what all of them together do."""
        records: list[Record] = []
        if rests in (Rests.MONEY, Rests.BOTH):
            lines = _of(owner, self._lines, owner in self._owners)
            kind = next((kind for begins, kind in _LINES_OF.items() if field.startswith(begins)), "")
            records += [line for line in lines if kind in ("", self._kinds[line])]
        if rests in (Rests.SCORES, Rests.BOTH):
            scores = _of(owner, self._scores, owner in self._owners)
            records += [*scores, *self._weights] if scores else []
        return tuple(records)

    def of_text(self, text: str) -> tuple[Record, ...]:
        """What a sentence that the appraisal found rests on: the money and the scores of whatever it names, as far as it is about them.

        A sentence on partners rests on their records of its kind.
        """
        kind = next((kind for kind, words in _OF_PARTNERS if words.search(text)), "")
        if records_with_parts := [each for of in _RESTS_ON.get(kind, (kind,)) for each in self._partners.get(of, ())]:
            return _most_named(text, [(each, parts[:1]) for each, parts in records_with_parts])
        money, scores = bool(_OF_MONEY.search(text)), bool(_OF_SCORES.search(text))
        rests = Rests.MONEY if money and not scores else Rests.SCORES if scores and not money else Rests.BOTH
        names, rest = [], text
        for owner in self._owners:
            if owner and owner in rest:
                names.append(owner)
                rest = rest.replace(owner, " ")
        return tuple(dict.fromkeys(record for name in names or [""] for record in self.behind(rests, name)))

    def basis(self, records: Iterable[Record]) -> str:
        """The weakest basis of some records: `illustrative`, `assumed` or blank."""
        return _weakest(self._bases.get(record, "") for record in records)

    @property
    def any_marked(self) -> bool:
        """Whether any record is illustrative or assumed."""
        return bool(_weakest(self._bases.values()))

    def told(self, records: Iterable[Record]) -> list[tuple[str, str]]:
        """What some records are called in a note, each with its basis: scores and weights by their groups, lines by themselves."""
        return [(self._called.get(record, record.name), self._bases.get(record, "")) for record in records]

    def hide_names(self, text: str) -> str:
        """A text with every option and project in it blotted out, so that a number in a name is not taken for a figure."""
        for owner in self._owners:
            text = text.replace(owner, owner.translate(_HIDDEN))
        return text


def _of(owner: str, by_owner: dict[str, list[Record]], known: bool) -> list[Record]:
    if owner in by_owner:
        return by_owner[owner]
    return [] if known else [record for records in by_owner.values() for record in records]


def _most_named(name: str, records_with_parts: Sequence[tuple[Record, tuple[str, ...]]]) -> tuple[Record, ...]:
    """The records with most of their parts in a name or a sentence; all of them where it has none."""
    shared = [sum(has_words(name, part) for part in parts) for _, parts in records_with_parts]
    return tuple(dict.fromkeys(each for (each, _), number in zip(records_with_parts, shared, strict=True) if number == max(shared)))


def has_words(name: str, part: str) -> bool:
    """Whether a name, or a sentence, has a part as words of its own."""
    return bool(part) and part in name and re.search(rf"(?<!\w){re.escape(part)}(?!\w)", name) is not None


def _weakest(bases: Iterable[str]) -> str:
    distinct_bases = set(bases)
    return next((basis for basis in ("illustrative", "assumed") if basis in distinct_bases), "")


def _own(paper: PaperRecords) -> Iterator[tuple[Record, str]]:
    """The records whose own words and figures are printed."""
    for option in paper.options:
        yield Record("options", option.name), option.basis
    for service in paper.services:
        yield Record("services", f"{service.service}, {service.organisation}"), service.basis
    for item in paper.evidence:
        yield Record("evidence", item.statement), item.basis
    for risk in paper.risks:
        yield Record("risks", risk.risk), risk.basis
    for consultation in paper.consultations:
        yield Record("consultations", f"{consultation.audience}, {consultation.event}"), consultation.basis
    for milestone in paper.milestones:
        yield Record("milestones", milestone.milestone), milestone.basis
    for action in paper.actions:
        yield Record("actions", action.action), action.basis
    for said in paper.interviews:
        yield Record("interview notes", said.name), said.basis
    for each in paper.capabilities:
        yield Record("capability", each.name), each.basis
