"""What has changed since a version: figures and never their words, whatever the keys that the version was kept with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from desktop.appraisal.findings.finding import Figure as FoundFigure
from desktop.appraisal.findings.finding import Finding, Named, Part
from desktop.appraisal.results import Appraisal
from desktop.papers.content.blocks import (
    Block,
    Document,
    Figure,
    Record,
    SourceEntry,
    Sources,
    Span,
    Table,
    found_span,
    table_columns,
    with_words,
)
from desktop.papers.content.records import PaperRecords
from desktop.papers.sources.changes import NOT_PRINTED, LastFinal, changes
from desktop.papers.sources.printed_figures import FigureKey, PrintedFigure, is_in_sentence, printed_figures
from tests.papers.built import marked_of

_LED = "Share the service"
Figures = Mapping[FigureKey, PrintedFigure]


@pytest.fixture(scope="module")
def document(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> Document:
    return marked_of("cabinet-report", made_up_paper, made_up_appraisal)


@pytest.fixture(scope="module")
def figures(document: Document, made_up_paper: PaperRecords) -> Figures:
    return printed_figures(document, made_up_paper)


def _kept(figures: Figures, key_of: Callable[[FigureKey, PrintedFigure], FigureKey] = lambda key, _: key) -> LastFinal:
    """The version that printed these."""
    return LastFinal(1, {key_of(key, figure): (figure.label, figure.value) for key, figure in figures.items()})


def _with_blocks(document: Document, change: Callable[[Block], Block]) -> Document:
    return replace(document, blocks=tuple(change(block) for block in document.blocks))


def test_a_final_of_the_first_version_is_read_by_the_keys_it_was_kept_with(figures: Figures, made_up_paper: PaperRecords) -> None:
    kept = _kept(figures, lambda _, figure: figure.formerly[0])
    assert FigureKey("options", _LED, "Net present value") in kept.figures
    assert any(key.kind == "charts" and key.record == f"{_LED}: savings and costs by year" for key in kept.figures)
    assert changes(kept, figures, made_up_paper) == ()
    key = FigureKey("options", _LED, "npv")
    last = replace(
        kept,
        figures={**kept.figures, FigureKey("options", _LED, "Net present value"): ("A label", "£1")},
        reasons={FigureKey("options", _LED, "Net present value"): "The tender came in"},
    )
    (change,) = changes(last, figures, made_up_paper)
    assert (change.key, change.old, change.new, change.why) == (key, "£1", figures[key].value, "The tender came in")
    # what was said under the key of today stands
    both = replace(last, reasons={**last.reasons, key: "Said anew"})
    assert changes(both, figures, made_up_paper)[0].why == "Said anew"


@pytest.mark.parametrize(
    ("then", "now", "is_change"),
    [
        ("£0.6m", "£0.60m", False),  # another figure of its column is printed to the £10,000 now
        ("£0 to £0.5m", "£0 to £0.50m", False),
        ("£1.00m", "£1m", False),
        ("£0.6m", "£0.61m", True),
        ("£10", "£100", True),
        ("£1.05", "£1.5", True),
    ],
)
def test_noughts_that_a_column_adds_are_no_change(then: str, now: str, is_change: bool, made_up_paper: PaperRecords) -> None:
    key = FigureKey("options", _LED, "npv")
    found = changes(LastFinal(1, {key: ("A label", then)}), {key: PrintedFigure("A label", now)}, made_up_paper)
    assert [(each.old, each.new) for each in found] == ([(then, now)] if is_change else [])


def test_another_heading_or_caption_is_no_change(document: Document, figures: Figures, made_up_paper: PaperRecords) -> None:
    def reworded(block: Block) -> Block:
        match block:
            case Table() if block.traces is not None and not block.traces.names and not block.traces.typed:
                return replace(block, caption=f"Reworded: {block.caption}")
            case Figure():
                return replace(block, caption=f"Reworded: {block.caption}")
        return block

    found = printed_figures(_with_blocks(document, reworded), made_up_paper)
    assert list(found) == list(figures)
    assert changes(_kept(figures), found, made_up_paper) == ()


def test_a_sentence_in_other_words_has_not_changed_and_its_figures_have_where_they_differ(
    document: Document, figures: Figures, made_up_paper: PaperRecords
) -> None:
    def reworded(document: Document, words: Mapping[str, str]) -> Document:
        def change(block: Block) -> Block:
            return with_words(block, lambda spans: tuple(span if span.finding is None else in_other_words(span.finding) for span in spans))

        def in_other_words(finding: Finding) -> Span:
            if " leads with " not in finding.words:
                return found_span(finding)
            return found_span(Finding(map(other, finding.parts), finding.rests_on, finding.about))

        def other(part: Part) -> Part:
            text = part if isinstance(part, str) else part.words
            for old, new in words.items():
                text = text.replace(old, new)
            if isinstance(part, str):
                return text
            return part.worded(text) if isinstance(part, Named) else FoundFigure(text, part.value, part.rests_on)

        return _with_blocks(document, change)

    on_top = {" leads with ": " comes out on top with "}
    anew = printed_figures(reworded(document, on_top), made_up_paper)
    assert list(anew) != list(figures)
    assert changes(_kept(figures), anew, made_up_paper) == ()
    value = next(figure.value for key, figure in anew.items() if "on top" in key.field)
    dearer = printed_figures(reworded(document, {**on_top, value: "12.3"}), made_up_paper)
    (change,) = changes(_kept(figures), dearer, made_up_paper)
    assert f"leads with {value}" in change.old
    assert "on top with 12.3" in change.new
    # the same figures of another option are no other words
    swapped = printed_figures(reworded(document, {_LED: "Buy it in"}), made_up_paper)
    told = changes(_kept(figures), swapped, made_up_paper)
    assert [(change.old, change.new) for change in told if NOT_PRINTED in (change.old, change.new)] != []


def test_what_says_nothing_is_printed_in_no_version(document: Document, made_up_paper: PaperRecords) -> None:
    """A definition or a factor without a score has an entry among the sources, and no figure."""
    entries = tuple(
        SourceEntry(name, value, "Reported", of=Record("partner factors", name)) for name, value in (("Trust", ""), ("Size", "7"))
    )
    blocks = (*document.blocks, Sources("Partners", entries))
    found = printed_figures(replace(document, blocks=blocks), made_up_paper)
    assert {key.record: figure.value for key, figure in found.items() if key.kind == "partner factors"} == {"Size": "7"}
    assert changes(_kept(found), found, made_up_paper) == ()


def test_a_column_of_figures_without_a_name_of_its_own_goes_by_its_heading(made_up_paper: PaperRecords) -> None:
    table = Table("Of one's own", table_columns("What", "How many", "Cost"), (("Gate", "3", "£4"),))
    found = printed_figures(Document("P", "C", (table,)), made_up_paper)
    assert list(found) == [FigureKey("Of one's own", "Gate", "How many"), FigureKey("Of one's own", "Gate", "cost")]
    assert not any(is_in_sentence(key) for key in found)
