"""Filling papers from the records, and writing them out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from db.copies import reader_on
from db.nouns.case import Case
from db.nouns.choice import Criterion
from db.nouns.gates import PassedGate
from db.nouns.money import CashFlow
from db.nouns.noun import Kind, Noun
from db.nouns.paper_files import AppendixFile
from db.nouns.paper_parts import Appendix, BackgroundPaper, Implication, OfficerComment, PaperContact, PaperSection, Recommendation
from db.nouns.papers import Paper
from db.nouns.partners import PartnerFactor, PoolContribution, ProfileMeasure, SharingArrangement
from db.nouns.records import CaseRecord, PaperPart
from db.nouns.register import CostLine, Organisation, Service
from db.nouns.reorganisation import NewCouncil, OpeningPosition, Succession
from db.nouns.returns import RagDefinition, Request, ResourceScore, Return
from db.reading import Reader
from db.writing import Unit
from desktop.appraisal.case import Case as AppraisedCase
from desktop.appraisal.results import Appraisal
from desktop.appraisal.wording import listed
from desktop.errors import KnownTrouble
from desktop.late_dataclass import dataclass
from desktop.operations.appraising.count_records import spending_sources
from desktop.operations.appraising.line_records import beside_lines, phased_amounts
from desktop.operations.appraising.recorded import of_finance, own_weights
from desktop.operations.appraising.recorded import parts as parts_of
from desktop.operations.choice import scores
from desktop.operations.papers.decisions import case_told_for, decision_of
from desktop.operations.papers.forms import PaperForm, form_of, read_template
from desktop.operations.papers.house_styles import house_style, read_file, start_words
from desktop.operations.papers.paper_files import picture_names, pictures_placed, untagged
from desktop.operations.papers.publishing import published, tables_withheld
from desktop.operations.papers.versions import final_sha256, versioned
from desktop.operations.papers.withheld import places_withheld, withheld_records
from desktop.operations.papers.withheld_readiness import check_settled
from desktop.operations.records.bodies import body_words, order_kept, printed_parts
from desktop.operations.records.cases import find
from desktop.operations.records.columns import Value, column_of, written
from desktop.operations.records.held import is_anything_marked
from desktop.operations.records.marks import is_withheld
from desktop.operations.records.names import Names, compared
from desktop.operations.records.records import Row, add, rows
from desktop.operations.store.files import known_trouble, opened
from desktop.operations.store.readings import kept
from desktop.operations.writing import write_whole
from desktop.papers.choosing import builder, order_of
from desktop.papers.content import records as paper_records
from desktop.papers.content.headings import Headings, matches
from desktop.papers.content.layout_fields import LayoutFields, PaperDocument
from desktop.papers.content.wording import filled, measured_words
from desktop.papers.law.withholding import short

if TYPE_CHECKING:
    from desktop.papers.content.blocks import Document, Made
    from desktop.papers.word.template import Template

#: The section that a case's purpose is where it has no paper of its own, or the layout begins with no section.
_PURPOSE = "Purpose of the report"

_R = TypeVar("_R", bound=CaseRecord)
_P = TypeVar("_P", bound=PaperPart)
_T = TypeVar("_T")


def papers(reader: Reader, case: int) -> tuple[tuple[int, str], ...]:
    """The papers of a case: id and title, in the officer's order."""
    return tuple((paper.id, paper.title) for paper in reader.all(Paper, case_id=case))


def find_paper(reader: Reader, case: int, title: str) -> int:
    """The paper of a case by its title, capitals or not, or by whom it is for: `Cabinet of Hatherley`, or the council alone where it has
    one paper. Raises KnownTrouble where there is none.
    """
    known = papers(reader, case)
    paper_id = next((id_ for id_, paper_title in known if paper_title.casefold() == title.strip().casefold()), None)
    if paper_id is None:
        every = reader.all(Paper, case_id=case)
        for name_of in (body_words, lambda paper: paper.council):
            named = [paper.id for paper in every if compared(name_of(paper)) == compared(title)]
            if len(named) == 1:
                return named[0]
        paper_title = "has no paper yet" if not known else f"has the papers {listed([f'‘{each}’' for _, each in known])}"
        raise KnownTrouble(f"There is no paper named ‘{title.strip()}’: the case {paper_title}.")
    return paper_id


def title(reader: Reader, paper: int) -> str:
    """What a paper is called."""
    return reader.get(Paper, paper).title


def start(unit: Unit, case: int, layout: str = "cabinet-report", title: str = "") -> int:
    """Add a paper in a layout and return its id: for the body and by the council the records name, with the sections only words can fill.

    It begins with its case's purpose, and has the standing texts of the house style. Without `title` it is named after its case. Raises
    KnownTrouble for a layout that there is not.
    """
    first, order = _no_paper(unit, case), order_of(layout)
    named = free_title(unit, case, title.strip() or first.title)
    paper_id = add(unit, Paper, case, {"title": named, "layout": layout, "body": first.body, "council": first.council})
    purpose = unit.get(Case, case).purpose
    says = next((heading for heading in order.starts if matches(Headings.PURPOSE, heading)), next(iter(order.starts), ""))
    if purpose.strip() and not says:
        add(unit, PaperSection, paper_id, {"heading": _PURPOSE, "text": purpose})
    for heading in order.starts:
        question = order.question(heading)
        key = question.key if question is not None else ""
        add(unit, PaperSection, paper_id, {"heading": heading, "question": key, "text": purpose if heading == says else ""})
    start_words(unit, paper_id)
    return paper_id


def free_title(reader: Reader, case: int, title: str) -> str:
    """A title that no paper of the case has yet: this one, or with the first number that is free."""
    taken = {taken_title.casefold() for _, taken_title in papers(reader, case)}
    return next(name for name in (title, *(f"{title} {n}" for n in range(2, len(taken) + 3))) if name.casefold() not in taken)


def in_hand(reader: Reader, case: int, paper: int | None) -> int | None:
    """The paper meant: the one given, or else the first of the case; nothing where the case has none."""
    known = papers(reader, case) if paper is None else ()
    return known[0][0] if known else paper


@dataclass(frozen=True, slots=True)
class PaperToSet:
    """A public paper, or a whole one, before its case is appraised. Frozen: what takes time can be done off the main thread."""

    records: paper_records.PaperRecords
    case: AppraisedCase
    final_sha256: Mapping[PaperDocument, str] = field(default_factory=dict)
    """What the PDFs of a final must come to; none for a draft."""

    def appraised(self) -> Appraisal:
        """What the arithmetic makes of these records. Raises KnownTrouble, one sentence, where they contradict one another."""
        from desktop.appraisal.appraise import appraise, simulated

        return simulated(appraise(self.case))

    def set_as(
        self, form: PaperForm, layout: str = "", template: Template | None = None, of: PaperDocument = PaperDocument.REPORT
    ) -> bytes:
        """The report in one of its forms, or the annex, in the layout named or else its own: only in that is a final no draft.

        `template` is the council's own, for Word: without one, that of its house style. Raises KnownTrouble.
        """
        return self.written(self.document(layout, of), form, template, is_own=layout in ("", self.records.layout), of=of)

    def document(self, layout: str = "", of: PaperDocument = PaperDocument.REPORT) -> Document:
        """The report as content, or the annex, in the layout named or else its own."""
        records = self.records if layout in ("", self.records.layout) else replace(self.records, status="draft")
        return document(records, self.appraised(), layout or records.layout, of)

    def pdf(self, layout: str = "", of: PaperDocument = PaperDocument.REPORT) -> bytes:
        """The report set as PDF, or the annex, in the layout named or else its own: only in that is a final no draft.

        Raises KnownTrouble, also where a final would not be byte for byte what it was.
        """
        return self.set_as(PaperForm.PDF, layout, of=of)

    def written(self, made: Document, form: PaperForm, template: Template | None, *, is_own: bool, of: PaperDocument) -> bytes:
        """A document of this paper in one of its forms; `is_own` says that it is in the paper's own layout.

        Raises KnownTrouble, also where a final would not be byte for byte what it was.
        """
        if form is PaperForm.WORD:
            from desktop.papers.word.setting import set_word
            from desktop.papers.word.template import template_of

            return set_word(made, template or template_of(self.records.house))
        if form is PaperForm.HTML:
            from desktop.papers.html.setting import set_html

            return set_html(made)
        from desktop.papers.pdf.setting import set_pdf

        pdf = set_pdf(made)
        sealed = "" if self.records.draft or not is_own else self.final_sha256.get(of, "")
        if sealed and hashlib.sha256(pdf).hexdigest() != sealed:
            what = "paper" if of is PaperDocument.REPORT else "paper’s annex"
            raise KnownTrouble(
                f"This version of Appraisal Desk sets the final {what} otherwise than when it was made final: "
                "keep the PDF that was exported then, or reopen the paper to make another version"
            )
        return pdf


def paper_to_set(reader: Reader, case: int, paper: int | None = None, *, exempt: bool = False) -> PaperToSet:
    """The public paper of a case, made from records that no longer hold what it withholds; with `exempt` the whole paper, marked.

    Without `paper` it is the case's first. Raises KnownTrouble where the records cannot be read for an appraisal.
    """
    meant = in_hand(reader, case, paper)
    marked = is_anything_marked(reader)
    withheld = withheld_records(reader, case, meant) if marked else ()
    places = places_withheld(reader, meant) if marked else {}
    with published(reader, case, meant, exempt=exempt) as records:
        paper_records_to_set = replace(
            _records_of(records, case, meant, public=not exempt), exempt=exempt, withheld=withheld, withheld_places=places
        )
        given = case_told_for(records, case, meant)
        if not exempt and marked:
            paper_records_to_set = replace(
                paper_records_to_set, withheld_sources=given.withheld, withheld_tables=tables_withheld(records, case, meant)
            )
        paper_records_to_set = versioned(reader, case, meant, paper_records_to_set, public=not exempt, told_of=records)
    is_final = meant is not None and not paper_records_to_set.draft
    sealed = {of: final_sha256(reader, meant, of, exempt=exempt) for of in PaperDocument} if meant is not None and is_final else {}
    return PaperToSet(paper_records_to_set, given, sealed)


@dataclass(frozen=True, slots=True)
class PaperToGather:
    """The paper of a store that is wanted, and the store as it is: to gather that takes time, and can be done off the main thread.

    Where nothing is marked it is gathered already, of what has changed since it last was.
    """

    image: bytes
    case: int
    paper: int | None
    exempt: bool = False
    known: PaperToSet | None = None

    def gathered(self, *, published: bool = False) -> PaperToSet:
        """The paper to set. Raises KnownTrouble where the records cannot be read, or not for an appraisal.

        One that is to be `published` is raised as NotSettled while anything withheld may be told by it.
        """
        if self.known is not None:  # nothing is withheld
            return self.known
        with known_trouble(), reader_on(self.image) as reader:
            if published:
                check_settled(reader, self.case, self.paper)
            return paper_to_set(reader, self.case, self.paper, exempt=self.exempt)


def paper_to_gather(reader: Reader, case: int, paper: int | None = None, *, exempt: bool = False) -> PaperToGather:
    """What `paper_to_set` would be given, to be gathered elsewhere. Raises KnownTrouble as that does."""
    if not is_anything_marked(reader) and not reader.exists(AppendixFile):  # files are read where they are written
        return PaperToGather(b"", case, paper, exempt, paper_to_set(reader, case, paper, exempt=exempt))
    return PaperToGather(reader.image(), case, paper, exempt)


def records_of(reader: Reader, case: int, paper: int | None = None, *, public: bool = False) -> paper_records.PaperRecords:
    """All that a paper draws on, as recorded: what it withholds is still there, but for a reader that `published` gives.

    Without `paper`, the case's first; a case without one gets a paper of its title and nothing more. `public` says that what is marked
    is gone, so that its place can be told from what nobody has recorded.
    """
    meant = in_hand(reader, case, paper)
    return versioned(reader, case, meant, _records_of(reader, case, meant, public=public), public=public)


def _records_of(reader: Reader, case: int, paper: int | None, *, public: bool) -> paper_records.PaperRecords:
    """The same, whatever versions of it there are."""
    details = reader.get(Paper, paper) if paper is not None else _no_paper(reader, case)

    lead = reader.get(Paper, details.body_paper_id) if details.body_paper_id is not None else None
    section_order, left_out = order_kept(reader, details)

    def parts(noun: type[_P]) -> tuple[_P, ...]:
        return tuple(printed_parts(reader, noun, paper)) if paper is not None else ()

    records = paper_records.PaperRecords(
        title=details.title if lead is None else lead.title,
        layout=details.layout,
        council=details.council,
        body=details.body,
        meeting_date=details.meeting_date,
        status=details.status,
        item_number=details.item_number,
        originator=details.originator,
        where_from=details.where_from,
        where_to=details.where_to_next,
        wards=details.wards,
        portfolio_holder=details.portfolio_holder,
        plan_reference=details.plan_reference,
        author=details.author,
        key_decision=details.key_decision,
        key_decision_reason=details.key_decision_reason,
        urgent=details.urgent,
        urgency_reason=details.urgency_reason,
        chair_agreement=details.chair_agreement,
        conflicts_of_interest=details.conflicts_of_interest,
        decision=decision_of(reader, case, details),
        sections=tuple(paper_records.Section(each.heading, each.text, each.id, each.question) for each in parts(PaperSection))
        if paper is not None
        else _purpose(reader, case),
        recommendations=parts(Recommendation),
        implications=parts(Implication),
        officer_comments=parts(OfficerComment),
        background_papers=parts(BackgroundPaper),
        appendices=parts(Appendix),
        pictures=pictures_placed(reader, paper) if paper is not None else (),
        picture_names=picture_names(reader, paper) if paper is not None else (),
        untagged=untagged(reader, paper) if paper is not None else (),
        contacts=parts(PaperContact),
        layout_fields=replace(
            LayoutFields(**{field: getattr(details, field) for field in LayoutFields.__annotations__}),
            section_order=section_order,
            sections_left_out=left_out,
        ),
        house=house_style(reader),
    )
    return _with_the_case(reader, case, records, public)


def _purpose(reader: Reader, case: int) -> tuple[paper_records.Section, ...]:
    """What a case without a paper of its own has for sections: its purpose, where that is recorded."""
    purpose = reader.get(Case, case).purpose
    return (paper_records.Section(_PURPOSE, purpose),) if purpose.strip() else ()


def _no_paper(reader: Reader, case: int) -> Paper:
    case_record = reader.get(Case, case)
    council = next((row.text("name") for row in rows(reader, Organisation, case) if row.values["own"] is True), "")
    return Paper(case_id=case, title=case_record.title, body=case_record.body, council=council)


def _with_the_case(reader: Reader, case: int, records: paper_records.PaperRecords, public: bool) -> paper_records.PaperRecords:
    """A paper's records with what it draws from the case itself, which is read again as far as it has changed."""

    def of_case(noun: type[_R]) -> tuple[_R, ...]:
        return kept(reader, ("for papers", noun.TABLE, case), lambda _: tuple(reader.all(noun, case_id=case)))

    def for_papers(what: str, read: Callable[[], _T]) -> _T:
        return kept(reader, ("for papers", what, case, public), lambda _: read())

    return replace(
        records.with_nouns(of_case),
        services=for_papers("all services", lambda: tuple(_service(row) for row in rows(reader, Service, case))),
        passed_gates=for_papers("passed gates", lambda: tuple(reader.all(PassedGate, case_id=case))),
        names=for_papers("names", lambda: _names(reader, case)),
        is_public=reader.is_public,
        partner_records=for_papers("partners' records", lambda: tuple(_partner_records(reader, case))),
        flows=for_papers("flows", lambda: tuple(_flows(reader, case, public))),
        line_records=for_papers("beside lines", lambda: tuple(beside_lines(reader, case))),
        scores=for_papers("all scores", lambda: tuple(_scores(reader, case, public))),
        weights=for_papers("all weights", lambda: tuple(_weights(reader, case))),
        recorded=for_papers("finance", lambda: tuple(of_finance(reader, case))),
    )


def _flows(reader: Reader, case: int, public: bool) -> Iterator[paper_records.FlowRecord]:
    phased = phased_amounts(reader, case)
    for row in rows(reader, CashFlow, case):
        cashable = row.values["cashable"]
        yield paper_records.FlowRecord(
            row.text("owner"), row.text("line"), row.text("kind"), dict(phased.get(row.id, row.amounts)), row.text("organisation"),
            cashable if isinstance(cashable, bool) else None, row.text("condition"), row.text("basis"), row.text("source"),
            withheld=public and bool(row.text("withheld")),
        )  # fmt: skip


def _scores(reader: Reader, case: int, public: bool) -> Iterator[paper_records.ScoreRecord]:
    for cell in scores.cells(reader, case):
        yield paper_records.ScoreRecord(cell.group, cell.option, cell.criterion, _score_words(cell, public), cell.basis, cell.source)


def _weights(reader: Reader, case: int) -> Iterator[paper_records.WeightRecord]:
    for row in rows(reader, Criterion, case):
        if row.values["weight"] is not None:
            yield paper_records.WeightRecord(row.text("name"), row.text("weight"), "", row.text("basis"), row.text("source"))
    yield from own_weights(reader, case)


def _names(reader: Reader, case: int) -> dict[str, Mapping[int, str]]:
    """What the records are called that those which a paper prints as they are refer to, by table and id."""
    names = Names(reader, case)
    referring = (column for noun in paper_records.IN_WORDS for column in noun.COLUMNS.values() if column.kind is Kind.REFERENCE)
    return {column.refers_to: names.by_id(column.refers_to) for column in referring}


def _score_words(cell: scores.ScoreCell, public: bool) -> str:
    if not cell.marks.withheld:
        return cell.words
    return paper_records.WITHHELD if public else f"{cell.words} ({short(cell.marks)})"


_RECEIVED: dict[Value, str] = {True: "received", False: "not received", None: ""}
#: The records of partners that papers draw tables from, and the columns that say what one of them holds.
_PARTNER_NOUNS: tuple[tuple[type[Noun], tuple[str, ...]], ...] = (
    (Return, ("count",)),
    (RagDefinition, ()),
    (ResourceScore, ("score", "count")),
    (PartnerFactor, ("score",)),
    (ProfileMeasure, ("value", "unit")),
    (SharingArrangement, ("saving",)),
    (PoolContribution, ("before", "pooled", "after")),
    (Request, ("deadline",)),
    (NewCouncil, ("vesting_day", "councillors")),
    (Succession, ("divided_by", "percent")),
    (OpeningPosition, ("net_budget", "debt", "debt_cost", "reserves", "tax_base", "band_d", "electors", "need")),
    (CostLine, ()),
)
#: Those of which a value by itself would not say what it is of.
_LABELLED = (ResourceScore, PoolContribution, NewCouncil, OpeningPosition)


def _partner_records(reader: Reader, case: int) -> Iterable[paper_records.PartnerRecord]:
    """Where each record of partners comes from, with what it holds in a few words."""
    measured = {(row.text("organisation"), row.text("name")) for row in rows(reader, Service, case) if row.values["volume"]}
    for noun, keys in _PARTNER_NOUNS:
        for row in rows(reader, noun, case):
            if noun is CostLine and (row.text("organisation"), row.text("service")) not in measured:
                continue
            parts = parts_of(noun, row)
            rated = [f"{year} {rating}" for year, rating in row.ratings.items()]
            gains = [filled((noun.amount_heading().lower(), str(year), amount.words()), " ") for year, amount in row.amounts.items()]
            received = [_RECEIVED[row.values.get("received")]]
            held = [written(row.values[key]) for key in keys]
            if noun is ProfileMeasure:
                held = [measured_words(*held)]
            if noun in _LABELLED:
                held = [
                    f"{_label(noun, key)} {_figure(row, key)}"
                    for key, words in zip(keys, held, strict=True)
                    if words not in ("", "not known")
                ]
            fields = [*received, *held, *rated, *gains]
            value = paper_records.WITHHELD if is_withheld(reader, row) else filled(fields)
            yield paper_records.PartnerRecord(noun.SHEET, ": ".join(parts), value, row.text("basis"), row.text("source"), parts)
    yield from spending_sources(reader, case)


def _label(noun: type[Noun], key: str) -> str:
    heading = column_of(noun, key).heading
    return f"{heading[:1].lower()}{heading[1:]}"


def _figure(row: Row, key: str) -> str:
    """A value of a record as a paper prints it: a number with its thousands apart, a council tax in pounds."""
    value = row.values[key]
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return f"£{value:,.2f}" if key == "band_d" else f"{value:,}"
    return written(value)


def _service(row: Row) -> paper_records.ServiceRecord:
    return paper_records.ServiceRecord(
        row.text("organisation"),
        row.text("name"),
        row.text("service_group"),
        row.text("delivery_model"),
        row.value("fte", Decimal),
        row.value("volume", Decimal),
        row.text("volume_unit"),
        row.value("in_scope", bool),
        row.text("basis"),
        row.text("source"),
    )


def made(records: paper_records.PaperRecords, appraisal: Appraisal, layout: str) -> Made:
    """A paper's report and its annex as content, in a layout. Raises KnownTrouble for a layout that there is not."""
    from desktop.papers.content.parts import with_parts
    from desktop.papers.sources.changes import with_changes

    return with_changes(builder(layout)(records, appraisal), records).each(lambda document: with_parts(document, records))


def document(records: paper_records.PaperRecords, appraisal: Appraisal, layout: str, of: PaperDocument = PaperDocument.REPORT) -> Document:
    """The report of a paper as content, or its annex, in a layout. Raises KnownTrouble for a layout that there is not."""
    both = made(records, appraisal, layout)
    return both.annex if of is PaperDocument.ANNEX else both.report


def paper_pdf(records: paper_records.PaperRecords, appraisal: Appraisal, layout: str, of: PaperDocument = PaperDocument.REPORT) -> bytes:
    """The report of a paper set as PDF, or its annex. Takes frozen data alone, so that it can be done off the main thread."""
    from desktop.papers.pdf.setting import set_pdf

    return set_pdf(document(records, appraisal, layout, of))


def export_paper(
    file: Path,
    title: str | None,
    layout: str | None,
    out: Path,
    *,
    paper: str | None = None,
    annex: bool = False,
    exempt: bool = False,
    draft: bool = False,
    template: Path | None = None,
    house: Path | None = None,
) -> tuple[str, ...]:
    """Write the public report of a case in a store, or with `annex` its annex, in the form that the ending of its name says; with `exempt`
    the whole of it.

    Without `title` it is the one case of the store, without `paper` the first of the case, and without `layout` it is set in the paper's
    own; `draft` marks it as a draft whatever its status, a Word document is set into the `template`, and `house` is the file of a house
    style other than the case file's. A case file is never written over. Gives in sentences what is wrong with its words: citations of
    nothing, and what cannot be printed. Raises KnownTrouble; nothing is then written.
    """
    from desktop.papers.content.paper_words import warnings

    form = form_of(out)
    if template is not None and form is not PaperForm.WORD:
        raise KnownTrouble(f"A template is for a Word document, and {out.name} is none. Choose a name that ends in {PaperForm.WORD}.")
    council = read_template(template, out) if template is not None else None
    style = read_file(house) if house is not None else None
    if layout is not None:
        builder(layout)
    with opened(file) as store:
        reader = store.reader()
        case = find(reader, title)
        meant = in_hand(reader, case, None if paper is None else find_paper(reader, case, paper))
        if not exempt:
            check_settled(reader, case, meant)
        given = paper_to_set(reader, case, meant, exempt=exempt)
    if style is not None and style != given.records.house.but(id=0):
        given, draft = replace(given, records=replace(given.records, house=style)), True  # a final is one in its own style alone
    if draft:
        given = replace(given, records=replace(given.records, status="draft"))
    of = PaperDocument.ANNEX if annex else PaperDocument.REPORT
    made_document = given.document(layout or "", of)
    write_whole(out, given.written(made_document, form, council, is_own=layout in (None, "", given.records.layout), of=of))
    return warnings(given.records, made_document)
