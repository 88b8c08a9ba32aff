"""The public paper: made from records that never held what is withheld, so that nothing of it can be in the file."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from db.case import Case, Option
from db.criterion import Score
from db.nouns import noun_of
from db.paper import Paper, PaperSection, Recommendation, WithheldPart
from db.reading import Reader
from db.returns import Return, ReturnGain, ReturnRating
from db.saving import CashFlow, CashFlowAmount
from db.store import Store
from db.target import TargetPercent
from db.writing import Unit
from desktop.appraisal.estimate import Estimate
from desktop.operations.papers import papers
from desktop.operations.papers.publishing import marked_nouns, marked_rows, names_of, published
from desktop.operations.records import nouns
from desktop.operations.records.amounts import to_columns, to_fields
from desktop.operations.records.cases import find
from desktop.operations.records.columns import ColumnKind
from desktop.papers.choosing import layout_names
from desktop.papers.content.blocks import Table
from tests.db.filled import dump
from tests.examples import examples
from tests.operations.canaries import Canaries, everything_in, mark_everything, open_everything

_LAYOUTS = layout_names()


@pytest.fixture(scope="module")
def marked_file(tmp_path_factory: pytest.TempPathFactory, made_sample: Callable[[str], Path]) -> tuple[Path, Canaries]:
    """A sample in which every place that can be marked holds a word of its own."""
    path = tmp_path_factory.mktemp("canaries") / "marked.appraisal"
    shutil.copy(made_sample("future-options"), path)
    store = Store.open(path)
    made = mark_everything(store)
    store.close()
    return path, made


@pytest.fixture
def marked(marked_file: tuple[Path, Canaries], tmp_path: Path) -> Iterator[Store]:
    """The marked sample, one test's own."""
    shutil.copy(marked_file[0], tmp_path / "own.appraisal")
    opened = Store.open(tmp_path / "own.appraisal")
    yield opened
    opened.close()


@pytest.fixture
def small(filled: Store) -> Store:
    """A small case, marked in every place."""
    mark_everything(filled)
    return filled


@pytest.fixture(scope="module")
def made_papers(marked_file: tuple[Path, Canaries]) -> tuple[papers.PaperToSet, papers.PaperToSet]:
    """The public paper of the marked sample, and the whole one."""
    store = Store.open(marked_file[0])
    reader = store.reader()
    case = find(reader)
    found = papers.paper_to_set(reader, case), papers.paper_to_set(reader, case, exempt=True)
    store.close()
    return found


def public(store: Store) -> papers.PaperToSet:
    reader = store.reader()
    return papers.paper_to_set(reader, find(reader))


@pytest.mark.parametrize("layout", _LAYOUTS)
def test_no_canary_is_in_the_public_paper(
    layout: str, marked_file: tuple[Path, Canaries], made_papers: tuple[papers.PaperToSet, papers.PaperToSet]
) -> None:
    held = everything_in(made_papers[0].pdf(layout))
    assert marked_file[1].found_in(held) == {}
    assert "Information withheld" in held


@pytest.mark.parametrize("sample", ["ni179", "place-budget", "back-office-hub"])
def test_no_canary_of_partners_is_in_the_public_paper(sample: str, tmp_path: Path, made_sample: Callable[[str], Path]) -> None:
    shutil.copy(made_sample(sample), tmp_path / "marked.appraisal")
    store = Store.open(tmp_path / "marked.appraisal")
    canaries = mark_everything(store)
    made = public(store)
    store.close()
    for layout in ("cabinet-report", "efficiency-review", "outcome-delivery-plan", "improvement-brief"):
        assert canaries.found_in(everything_in(made.pdf(layout))) == {}


def test_a_withheld_return_is_not_reckoned_as_not_returned(tmp_path: Path, made_sample: Callable[[str], Path]) -> None:
    shutil.copy(made_sample("ni179"), tmp_path / "marked.appraisal")
    store = Store.open(tmp_path / "marked.appraisal")
    with store.unit_of_work("withhold") as unit:
        held = next(each for each in unit.session.exec(select(Return)) if each.organisation_id is not None and each.received is False)
        held.withheld, held.exempt_paragraphs = "exempt", "3"
        unit.session.add(held)
    found = public(store).appraised().partnership
    reader = store.reader()
    whole = papers.paper_to_set(reader, find(reader), exempt=True).appraised().partnership
    store.close()
    assert found is not None
    assert whole is not None
    assert (found.returns.indicators[0].withheld, len(found.returns.missing)) == (1, len(whole.returns.missing) - 1)
    assert found.returns.expected == whole.returns.expected - 1
    assert any("neither as received nor as missing" in why for why in found.returns.why)
    assert any(each.not_public == "exempt, paragraph 3" for each in whole.returns.indicators[0].named)


@pytest.mark.parametrize("layout", ["cabinet-report", "front-sheet"])
def test_every_canary_that_would_print_is_in_the_whole_paper(
    layout: str, marked: Store, marked_file: tuple[Path, Canaries], made_papers: tuple[papers.PaperToSet, ...]
) -> None:
    canaries = marked_file[1]
    whole = everything_in(made_papers[1].pdf(layout))
    printed = canaries.found_in(whole)
    open_everything(marked)
    would_print = canaries.found_in(everything_in(public(marked).pdf(layout)))
    assert would_print, "the check would find nothing"
    assert would_print.items() <= printed.items()
    assert any(where.startswith("a passage") for where in printed.values())
    assert "not for publication" in whole


def test_the_whole_paper_says_on_every_page_that_it_is_not_for_publication(made_papers: tuple[papers.PaperToSet, ...]) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(made_papers[1].pdf())
    mark = "Confidential: not for publication; exempt, paragraphs 1, 2 and 3"
    assert all(mark in page.get_textpage().get_text_range() for page in document)
    assert document.get_metadata_dict()["Title"].endswith(f"(confidential{mark.removeprefix('Confidential')})")
    assert document.get_metadata_dict()["Author"] == document.get_metadata_dict()["Creator"] == "Harborough District Council"
    headings = [each.get_title() for each in document.get_toc()]
    assert any(heading.endswith("(contains exempt information)") for heading in headings)
    document.close()


def test_a_paper_is_gathered_elsewhere_as_it_is_here(marked: Store) -> None:
    reader = marked.reader()
    case = find(reader)
    here = papers.paper_to_set(reader, case)
    wanted = papers.paper_to_gather(reader, case)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(wanted.gathered).result() == here


def test_a_copy_to_publish_leaves_the_file_as_it_was(marked: Store) -> None:
    before = dump(marked, trail=True)
    public(marked)
    reader = marked.reader()
    with published(reader, find(reader), None, exempt=True):
        pass
    assert dump(marked, trail=True) == before


def test_a_paper_that_withholds_nothing_is_the_same_either_way(tmp_path: Path, made_sample: Callable[[str], Path]) -> None:
    shutil.copy(made_sample("back-office-hub"), tmp_path / "open.appraisal")
    store = Store.open(tmp_path / "open.appraisal")
    reader = store.reader()
    case = find(reader)
    one, other = papers.paper_to_set(reader, case), papers.paper_to_set(reader, case, exempt=True)
    store.close()
    assert one.records.withheld == ()
    assert one.pdf() == other.pdf()


# Non-interference: whatever a withheld record says, the public records are the same.

_LETTERS = st.characters(codec="utf-8", exclude_characters="[]", exclude_categories=("Cc", "Cs"))
_WORDS = st.text(_LETTERS, min_size=1, max_size=30).filter(str.strip)
#: A change to a whole store takes too long to be made smaller.
_NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
_AMOUNTS = st.sampled_from(["£1", "£123,456", "up to £5m", "in excess of £4.5m", "about £70m", "£0.5m to £0.75m", "not known", "−£1,200"])


@st.composite
def _secrets(draw: st.DrawFn) -> Callable[[Unit], None]:
    """A change to everything that a withheld row says, but for what is kept of it."""
    seed = draw(st.integers(0, 10**9))
    words, amounts = draw(st.lists(_WORDS, min_size=7, max_size=7)), draw(st.lists(_AMOUNTS, min_size=5, max_size=5))

    def change(unit: Unit) -> None:
        for noun in marked_nouns():
            for number, record in enumerate(marked_rows(unit, noun)):
                _scramble(unit, noun, record, f"{words[(number + seed) % 7]} {number} {noun.table}", seed + number, amounts)

    return change


def _scramble(reader: Reader, noun: Any, record: Any, word: str, number: int, amounts: list[str]) -> None:
    kept = {*noun_of(noun.table).KEPT}
    kept |= {*names_of(noun), *noun_of(noun.table).KEPT_WITH_NAME} if record.name_public else set()
    others: dict[ColumnKind, object] = {
        ColumnKind.TEXT: word, ColumnKind.LONG_TEXT: word, ColumnKind.DATE_IN_WORDS: word, ColumnKind.YES_NO: bool(number % 2),
        ColumnKind.YES_NO_NOT_STATED: bool(number % 2), ColumnKind.INTEGER: 1 + number % 90,
    }  # fmt: skip
    if noun not in (nouns.SCORES, nouns.CRITERIA):
        others[ColumnKind.NUMBER] = Decimal(number % 97)
    for column in noun.columns:
        if column.key not in kept and column.kind in others and column.key in type(record).model_fields:
            setattr(record, column.key, others[column.kind])
    record.source = word
    if noun is nouns.SCORES:
        record.score, record.not_applicable = (Decimal(number % 7), False) if number % 3 else (None, bool(number % 2))
    reader.session.add(record)
    if noun is nouns.FLOWS:
        _new_amounts(reader, record, number, amounts)
    if noun is nouns.TARGETS:
        for percent in reader.session.exec(select(TargetPercent).where(TargetPercent.target_id == record.id)):
            percent.percent = Decimal(number % 11)
            reader.session.add(percent)
    if noun is nouns.RESOURCE_SCORES:
        record.score = str(1 + number % 4)
    for column in noun.columns:
        if column.kind is ColumnKind.ESTIMATE:
            for key, value in to_fields(Estimate.parse(amounts[number % 5]), column.key).items():
                setattr(record, key, value)
    if noun is nouns.RETURNS:
        _new_return(reader, record, number, amounts)
    reader.session.flush()


def _new_return(reader: Reader, record: Return, number: int, amounts: list[str]) -> None:
    """Other ratings and gains, in other years."""
    for table in (ReturnRating, ReturnGain):
        for old in reader.session.exec(select(table).where(table.return_id == record.id)):
            reader.session.delete(old)
    reader.session.flush()
    start, estimate = reader.session.get_one(Case, record.case_id).base_year, Estimate.parse(amounts[number % 5])
    for year in range(start, start + number % 3):
        reader.session.add(ReturnRating(return_id=record.id or 0, year=year, rating="GAR"[number % 3]))
        if estimate is not None:
            reader.session.add(ReturnGain(return_id=record.id or 0, year=year, **to_columns(estimate)))


def _new_amounts(reader: Reader, flow: CashFlow, number: int, amounts: list[str]) -> None:
    """Other amounts, in other years."""
    for old in reader.session.exec(select(CashFlowAmount).where(CashFlowAmount.cash_flow_id == flow.id)):
        reader.session.delete(old)
    reader.session.flush()
    case = reader.session.get_one(Case, flow.case_id)
    for year in range(number % 3):
        estimate = Estimate.parse(amounts[(number + year) % 5])
        if estimate is not None:
            start = case.base_year + year
            reader.session.add(CashFlowAmount(cash_flow_id=flow.id or 0, year=start, **to_columns(estimate)))


@settings(max_examples=examples(24), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], phases=_NO_SHRINKING)
@given(secret=_secrets())
def test_the_public_records_do_not_depend_on_what_is_withheld(small: Store, secret: Callable[[Unit], None]) -> None:
    before = public(small)
    with small.unit_of_work("secret") as unit:
        secret(unit)
    after = public(small)
    assert after.records == before.records
    assert after.case == before.case


@settings(max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], phases=_NO_SHRINKING)
@given(secret=_secrets())
def test_the_public_paper_is_the_same_byte_for_byte_whatever_is_withheld(small: Store, secret: Callable[[Unit], None]) -> None:
    before = public(small).pdf("full-council")
    with small.unit_of_work("secret") as unit:
        secret(unit)
    assert public(small).pdf("full-council") == before


@pytest.mark.parametrize("amount", ["£1", "£999,999", "not known", "up to £5m"])
def test_an_exempt_line_changes_no_total_of_the_public_paper(tmp_path: Path, made_sample: Callable[[str], Path], amount: str) -> None:
    shutil.copy(made_sample("place-budget"), tmp_path / "one.appraisal")
    store = Store.open(tmp_path / "one.appraisal")
    with store.unit_of_work("exempt line") as unit:
        case = find(unit)
        option = unit.session.exec(select(Option).where(col(Option.benchmark).is_(False))).first()
        assert option is not None
        flow = CashFlow(case_id=case, option_id=option.id, line="Price bid", kind="cost", withheld="exempt", exempt_paragraphs="3")
        unit.session.add(flow)
        unit.session.flush()
        _new_amounts(unit, flow, 2, [amount] * 5)
    made = public(store)
    store.close()
    line = next(flow for flow in made.records.flows if flow.withheld)
    assert line.line == "Withheld: exempt under paragraph 3"
    assert all(each.unknown for each in line.amounts.values())
    assert len(line.amounts) > 2
    told = papers.document(made.records, made.appraised(), made.records.layout)
    tables = [block for block in told.blocks if isinstance(block, Table)]
    unknown = [block for block in tables if any("not known" in cell.lower() for row in block.rows for cell in row)]
    assert unknown
    assert all(block.notes[-1] == "Amounts withheld from this paper count as not known." for block in unknown)
    held = everything_in(made.pdf())
    assert "Price bid" not in held
    assert "999,999" not in held


def test_an_exempt_option_takes_its_lines_scores_and_participants_with_it(marked: Store) -> None:
    with marked.unit_of_work("exempt") as unit:
        option = unit.session.exec(select(Option).where(Option.withheld == "", col(Option.benchmark).is_(False))).first()
        assert option is not None
        option.withheld, option.exempt_paragraphs, option.preferred = "exempt", "3", True
        unit.session.add(option)
        name, id_ = option.name, option.id
    reader = marked.reader()
    with published(reader, find(reader), None, exempt=False) as copied:
        held = copied.session.get_one(Option, id_)
        assert held.name.startswith("Withheld option ")
        assert not held.preferred
        assert not any(score.score for score in copied.session.exec(select(Score).where(Score.option_id == id_)))
    made = public(marked)
    assert name not in {option.name for option in made.case.options}


@pytest.mark.parametrize(
    ("part", "gone"),
    [("table: risks", "risks"), ("table: savings", "flows"), ("chart: contributions", "scores"), ("table: rebasing", "flows")],
)
def test_a_withheld_table_or_chart_takes_its_records_with_it(marked: Store, part: str, gone: str) -> None:
    with marked.unit_of_work("withhold") as unit:
        paper = unit.session.exec(select(Paper)).first()
        assert paper is not None
        unit.session.add(WithheldPart(paper_id=paper.id or 0, part=part, withheld="exempt", exempt_paragraphs="3"))
    made = public(marked)
    assert set(made.records.withheld_places) == {f"[{part}]"}
    held = getattr(made.records, gone)
    assert held
    for record in held:
        told = getattr(record, "risk", "") or getattr(record, "score", "") or getattr(record, "line", "")
        assert "ithheld" in told


def test_a_reason_does_not_name_a_withheld_section(marked: Store) -> None:
    with marked.unit_of_work("withhold") as unit:
        section = next(each for each in unit.session.exec(select(PaperSection)) if not each.withheld)
        section.heading, section.withheld, section.exempt_paragraphs = "Takeover of Zqsecret", "exempt", "3"
        unit.session.add(section)
        for record in unit.session.exec(select(Recommendation)).all():
            record.supports = "Takeover of Zqsecret"
            unit.session.add(record)
    assert "Zqsecret" not in everything_in(public(marked).pdf())
