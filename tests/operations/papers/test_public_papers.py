"""The public paper: made from records that never held what is withheld, so that nothing of it can be in the file."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from db.nouns.case import Case
from db.nouns.choice import Criterion, Option, Score
from db.nouns.money import CashFlow, Target
from db.nouns.noun import SHARED_LAST, Kind
from db.nouns.paper_parts import PaperSection, Recommendation, WithheldPart
from db.nouns.papers import Paper
from db.nouns.records import MarkedRecord
from db.nouns.reorganisation import NewCouncil
from db.nouns.returns import ResourceScore, Return
from db.nouns.values import Amount
from db.store import Store
from db.writing import Unit
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.results import Appraisal
from desktop.operations.papers import papers
from desktop.operations.papers.publishing import names_of, published
from desktop.operations.records.amounts import amount_of
from desktop.operations.records.cases import find
from desktop.operations.records.held import marked_nouns, marked_records
from desktop.papers.choosing import layout_names
from desktop.papers.content.blocks import Document, Table
from desktop.papers.content.layout_fields import PaperDocument
from desktop.papers.html.paper_text import plain_text
from desktop.papers.html.setting import set_html
from desktop.papers.pdf.setting import set_pdf
from desktop.papers.word.setting import set_word
from tests.db.filled import dump
from tests.examples import examples
from tests.operations.canaries import Canaries, everything_in, everything_in_html, everything_in_word, mark_everything, open_everything

_LAYOUTS = layout_names()


#: How each form of a paper is set, and all that it holds.
_FORMS: tuple[tuple[Callable[[Document], bytes], Callable[[bytes], str]], ...] = (
    (set_pdf, everything_in),
    (set_word, everything_in_word),
    (set_html, everything_in_html),
)


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


@pytest.fixture(scope="module")
def appraisals(made_papers: tuple[papers.PaperToSet, ...]) -> tuple[Appraisal, ...]:
    """What the arithmetic makes of each."""
    return tuple(each.appraised() for each in made_papers)


def both(paper: papers.PaperToSet, layout: str = "") -> str:
    """Everything in the report and in the annex, as PDF."""
    return "\n".join(everything_in(paper.pdf(layout, of)) for of in PaperDocument)


def each_form(made: papers.PaperToSet, appraisal: Appraisal, layout: str) -> Iterator[str]:
    """Everything in the report and in the annex, in each form."""
    both = papers.made(made.records, appraisal, layout)
    for set_as, held_in in _FORMS:
        yield "\n".join(held_in(set_as(document)) for document in both)


def public(store: Store) -> papers.PaperToSet:
    reader = store.reader()
    return papers.paper_to_set(reader, find(reader))


@pytest.mark.parametrize("layout", _LAYOUTS)
def test_no_canary_is_in_the_public_paper(
    layout: str, marked_file: tuple[Path, Canaries], made_papers: tuple[papers.PaperToSet, ...], appraisals: tuple[Appraisal, ...]
) -> None:
    for held in each_form(made_papers[0], appraisals[0], layout):
        assert marked_file[1].found_in(held) == {}
        assert "Information withheld" in held


@pytest.mark.parametrize("sample", ["ni179", "place-budget", "back-office-hub"])
def test_no_canary_of_partners_is_in_the_public_paper(sample: str, tmp_path: Path, made_sample: Callable[[str], Path]) -> None:
    shutil.copy(made_sample(sample), tmp_path / "marked.appraisal")
    store = Store.open(tmp_path / "marked.appraisal")
    canaries = mark_everything(store)
    made = public(store)
    store.close()
    appraisal = made.appraised()
    for layout in ("cabinet-report", "efficiency-review", "outcome-delivery-plan", "improvement-brief"):
        assert all(canaries.found_in(held) == {} for held in each_form(made, appraisal, layout))


def test_where_the_options_are_withheld_nothing_else_is_taken_for_what_is_proposed(
    tmp_path: Path, made_sample: Callable[[str], Path]
) -> None:
    shutil.copy(made_sample("ni179"), tmp_path / "marked.appraisal")
    store = Store.open(tmp_path / "marked.appraisal")
    with store.unit_of_work("withhold") as unit:
        for option in unit.all(Option):
            unit.change(option, withheld="exempt", exempt_paragraphs="3")
    given = public(store)
    store.close()
    said = [plain_text(given.document(layout, of)) for layout in _LAYOUTS for of in PaperDocument]
    assert not any("would pay more than now" in text for text in said)


def test_a_withheld_return_is_not_reckoned_as_not_returned(tmp_path: Path, made_sample: Callable[[str], Path]) -> None:
    shutil.copy(made_sample("ni179"), tmp_path / "marked.appraisal")
    store = Store.open(tmp_path / "marked.appraisal")
    with store.unit_of_work("withhold") as unit:
        missing = next(each for each in unit.all(Return, received=False) if each.organisation_id is not None)
        unit.change(missing, withheld="exempt", exempt_paragraphs="3")
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
    layout: str,
    marked: Store,
    marked_file: tuple[Path, Canaries],
    made_papers: tuple[papers.PaperToSet, ...],
    appraisals: tuple[Appraisal, ...],
) -> None:
    canaries = marked_file[1]
    whole, *others = each_form(made_papers[1], appraisals[1], layout)
    printed = canaries.found_in(whole)
    open_everything(marked)
    would_print = canaries.found_in(both(public(marked), layout))
    assert would_print, "the check would find nothing"
    assert would_print.items() <= printed.items()
    assert any(where.startswith("a passage") for where in printed.values())
    assert "not for publication" in whole
    for held in others:
        assert would_print.items() <= canaries.found_in(held).items()
        assert "not for publication" in held


@pytest.mark.parametrize("of", PaperDocument)
def test_the_whole_paper_says_on_every_page_that_it_is_not_for_publication(
    of: PaperDocument, made_papers: tuple[papers.PaperToSet, ...]
) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(made_papers[1].pdf(of=of))
    mark = "Confidential: not for publication; exempt, paragraphs 1, 2 and 3"
    assert all(mark in page.get_textpage().get_text_range() for page in document)
    assert document.get_metadata_dict()["Title"].endswith(f"(confidential{mark.removeprefix('Confidential')})")
    assert document.get_metadata_dict()["Author"] == document.get_metadata_dict()["Creator"] == "Harborough District Council"
    headings = [each.get_title() for each in document.get_toc()]
    assert of is PaperDocument.ANNEX or any(heading.endswith("(contains exempt information)") for heading in headings)
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
    assert all(one.pdf(of=of) == other.pdf(of=of) for of in PaperDocument)


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
            for number, record in enumerate(marked_records(unit, noun)):
                _scramble(unit, record, f"{words[(number + seed) % 7]} {number} {noun.TABLE}", seed + number, amounts)

    return change


def _scramble(unit: Unit, record: MarkedRecord, word: str, number: int, amounts: list[str]) -> None:
    noun = type(record)
    kept = {*SHARED_LAST, *noun.KEPT, *((*names_of(noun), *noun.KEPT_WITH_NAME) if record.name_public else ())}
    others: dict[Kind, object] = {
        Kind.TEXT: word, Kind.LONG_TEXT: word, Kind.DATE_IN_WORDS: word, Kind.YES_NO: bool(number % 2),
        Kind.YES_NO_NOT_STATED: bool(number % 2), Kind.INTEGER: 1 + number % 90, Kind.ESTIMATE: _amount(amounts[number % 5]),
    }  # fmt: skip
    if not isinstance(record, Score | Criterion):
        others[Kind.NUMBER] = Decimal(number % 97)
    values = {
        field: others[each.kind] for field, each in noun.COLUMNS.items() if each.heading and field not in kept and each.kind in others
    }
    values["source"] = word
    if isinstance(record, Score):
        values |= (
            {"score": Decimal(number % 7), "not_applicable": False} if number % 3 else {"score": None, "not_applicable": bool(number % 2)}
        )
    if isinstance(record, NewCouncil):
        values["harmonised_by"] = 1 + number % 8
    if isinstance(record, ResourceScore):
        values["score"] = str(1 + number % 4)
    if isinstance(record, CashFlow):
        values["amounts"] = _years(unit, record.case_id, number % 3, amounts[number % 5 :] + amounts[: number % 5])
    if isinstance(record, Target):
        values["percents"] = dict.fromkeys(record.percents, Decimal(number % 11))
    if isinstance(record, Return):
        values["gains"] = _years(unit, record.case_id, number % 3, [amounts[number % 5]] * 5)
        values["ratings"] = dict.fromkeys(_years(unit, record.case_id, number % 3, amounts), "GAR"[number % 3])
    unit.change(record, **values)


def _amount(words: str) -> Amount | None:
    return amount_of(Estimate.parse(words))


def _years(unit: Unit, case: int, count: int, amounts: list[str]) -> dict[int, Amount]:
    """Amounts in the first years of a case."""
    start = unit.get(Case, case).base_year
    return {start + year: amount for year in range(count) if (amount := _amount(amounts[year])) is not None}


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
    def pdfs() -> list[bytes]:
        return [public(small).pdf("full-council", of) for of in PaperDocument]

    before = pdfs()
    with small.unit_of_work("secret") as unit:
        secret(unit)
    assert pdfs() == before


@pytest.mark.parametrize("amount", ["£1", "£999,999", "not known", "up to £5m"])
def test_an_exempt_line_changes_no_total_of_the_public_paper(tmp_path: Path, made_sample: Callable[[str], Path], amount: str) -> None:
    shutil.copy(made_sample("place-budget"), tmp_path / "one.appraisal")
    store = Store.open(tmp_path / "one.appraisal")
    with store.unit_of_work("exempt line") as unit:
        case = find(unit)
        option = unit.find(Option, benchmark=False)
        assert option is not None
        flow = CashFlow(case_id=case, option_id=option.id, line="Price bid", kind="cost", withheld="exempt", exempt_paragraphs="3")
        unit.add(flow.but(amounts=_years(unit, case, 2, [amount] * 5)))
    made = public(store)
    store.close()
    line = next(flow for flow in made.records.flows if flow.withheld)
    assert line.line == "Withheld: exempt under paragraph 3"
    assert all(each.unknown for each in line.amounts.values())
    assert len(line.amounts) > 2
    told = papers.made(made.records, made.appraised(), made.records.layout)
    tables = [block for block in told.annex.blocks if isinstance(block, Table)]
    assert sum(any("not known" in cell.lower() for row in block.rows for cell in row) for block in tables) > 1
    # once at the head, however many tables say that something is not known
    assert plain_text(told.annex).count("Amounts withheld from this paper count as not known.") == 1
    held = both(made)
    assert "Price bid" not in held
    assert "999,999" not in held


def test_an_exempt_option_takes_its_lines_scores_and_participants_with_it(marked: Store) -> None:
    with marked.unit_of_work("exempt") as unit:
        option = unit.find(Option, withheld="", benchmark=False)
        assert option is not None
        unit.change(option, withheld="exempt", exempt_paragraphs="3", preferred=True)
    reader = marked.reader()
    with published(reader, find(reader), None, exempt=False) as copied:
        withheld = copied.get(Option, option.id)
        assert withheld.name.startswith("Withheld option ")
        assert not withheld.preferred
        assert not any(copied.column(Score, "score", option_id=option.id))
    made = public(marked)
    assert option.name not in {each.name for each in made.case.options}


@pytest.mark.parametrize(
    ("part", "gone"),
    [("table: risks", "risks"), ("table: savings", "flows"), ("chart: contributions", "scores"), ("table: rebasing", "flows")],
)
def test_a_withheld_table_or_chart_takes_its_records_with_it(marked: Store, part: str, gone: str) -> None:
    with marked.unit_of_work("withhold") as unit:
        paper = unit.all(Paper)[0]
        unit.add(WithheldPart(paper_id=paper.id, part=part, withheld="exempt", exempt_paragraphs="3"))
    made = public(marked)
    assert set(made.records.withheld_places) == {f"[{part}]"}
    held = getattr(made.records, gone)
    assert held
    for record in held:
        told = getattr(record, "name", "") or getattr(record, "score", "") or getattr(record, "line", "")
        assert "ithheld" in told


def test_a_reason_does_not_name_a_withheld_section(marked: Store) -> None:
    with marked.unit_of_work("withhold") as unit:
        section = unit.all(PaperSection, withheld="")[0]
        unit.change(section, heading="Takeover of Zqsecret", withheld="exempt", exempt_paragraphs="3")
        for record in unit.all(Recommendation):
            unit.change(record, supports="Takeover of Zqsecret")
    assert "Zqsecret" not in both(public(marked))
