"""Each table and chart that a paper can show is declared once: it builds from every sample, and shows something or says why not."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest

from db.nouns.paper_parts import WithheldPart
from desktop.appraisal.findings.finding import words_of
from desktop.appraisal.findings.put_first import what_would_put_first
from desktop.operations.records.columns import own_columns
from desktop.operations.records.held import marked_nouns
from desktop.operations.workbook.samples import NAMES
from desktop.papers import exhibits
from desktop.papers.charts.colours import ChartColours
from desktop.papers.content.blocks import Figure, Table
from desktop.papers.content.wording import sentence
from desktop.papers.content.words import parse
from desktop.papers.exhibits import EXHIBITS, Exhibit, Subject
from tests.papers.sample_papers import SamplePapers

_WIDTH = 640.0


def test_no_two_exhibits_are_called_alike() -> None:
    assert [key for key, count in Counter(exhibit.key for exhibit in EXHIBITS).items() if count > 1] == []
    assert [key for key, count in Counter((exhibit.kind, exhibit.title) for exhibit in EXHIBITS).items() if count > 1] == []
    assert all(exhibit.name.isalpha() and exhibit.name.islower() for exhibit in EXHIBITS)


@pytest.mark.parametrize("exhibit", EXHIBITS, ids=lambda exhibit: exhibit.key)
def test_an_exhibit_is_placed_by_its_line_and_withheld_with_the_records_it_is_drawn_from(exhibit: Exhibit) -> None:
    assert parse(f"Before\n{exhibit.line}\nafter")[1] is exhibit
    assert exhibit.key in next(column for column in own_columns(WithheldPart) if column.key == "part").choices
    assert exhibit.drawn_from
    assert set(exhibit.drawn_from) <= {noun.TABLE for noun in marked_nouns()}


@pytest.mark.parametrize("exhibit", EXHIBITS, ids=lambda exhibit: exhibit.key)
def test_an_exhibit_shows_something_or_says_why_not(exhibit: Exhibit, sample_papers: SamplePapers) -> None:
    for name in NAMES:
        paper = sample_papers.paper(name, "cabinet-report")
        blocks = exhibit.build(paper.records, paper.appraisal)
        assert blocks or exhibit.nothing.endswith(".")
        for block in blocks:
            if exhibit.kind == "chart":
                assert isinstance(block, Figure)
                assert block.key == exhibit.name
                assert block.caption
                assert block.alternative
                assert block.draw(_WIDTH, _WIDTH * block.shape, ChartColours.paper()).contents
            else:
                assert isinstance(block, Table)
                assert block.caption
                assert block.rows or block.empty.endswith((".", ":")), block


def test_what_would_put_an_option_first_is_of_any_option_chosen(sample_papers: SamplePapers) -> None:
    paper = sample_papers.paper("future-options", "cabinet-report")
    (every,) = parse("[table: first]")
    assert isinstance(every, Exhibit)
    (table,) = every.blocks(paper.records, paper.appraisal)
    assert isinstance(table, Table)
    assert [row[0] for row in table.rows] == ["Shared services", "Shared CEO/management team", "Outsourcing"]
    assert table.rows[0][1] == "4.5"
    for option in paper.appraisal.options:
        (exhibit,) = parse(f"[Table: first,  {option.name.upper()} ]")
        assert isinstance(exhibit, Exhibit)
        (table,) = exhibit.blocks(paper.records, paper.appraisal)
        assert isinstance(table, Table)
        assert table.caption == f"What would put {option.name} first"
        told = [sentence(each) for each in words_of(what_would_put_first(paper.appraisal, option.name))]
        assert list(table.notes[: len(told)]) == told if table.rows else table.empty == " ".join(told)
    assert not every._replace(option="An option that the public paper has no longer").blocks(paper.records, paper.appraisal)


def test_every_subject_has_an_exhibit() -> None:
    assert {exhibit.subject for exhibit in EXHIBITS} == set(Subject)
    assert all(exhibits.of_subject(subject) for subject in Subject)


def test_the_catalogue_is_light() -> None:
    """What is withheld and what can be chosen is read from it before anything is drawn or appraised."""
    loaded = "import sys, desktop.papers.exhibits; print(*(name for name in sys.modules if name.startswith(('desktop.', 'reportlab'))))"
    told = subprocess.run([sys.executable, "-c", loaded], check=True, capture_output=True, text=True).stdout.split()
    assert [name for name in told if not name.startswith("desktop.papers.exhibits") and name != "desktop.papers"] == []


def test_the_count_stands_by_the_two_dimensions_that_its_line_names(sample_papers: SamplePapers) -> None:
    paper = sample_papers.paper("total-place", "part-a-part-b")
    (place,) = parse("[table: count, tier by theme]")
    assert isinstance(place, Exhibit)
    (table,) = place.blocks(paper.records, paper.appraisal)
    assert isinstance(table, Table)
    assert table.caption == "Public spend by tier and theme, 2009/10"
    assert [row[0] for row in table.rows] == ["National", "Regional", "Local", "Not stated", "All together"]
    assert table.rows[2][1] == table.rows[-1][1] == "£250,000"
    nothing = place.of("Tier by tier")
    assert nothing is not None
    assert nothing.blocks(paper.records, paper.appraisal) == ()


def test_actions_of_one_kind_stand_alone_where_their_line_names_it(sample_papers: SamplePapers) -> None:
    paper = sample_papers.paper("ni179", "improvement-brief")
    (place,) = parse("[table: actions, improvement]")
    assert isinstance(place, Exhibit)
    assert place.one_of is not None
    assert place.one_of() == ("Next step", "Information needed", "Ask of government", "Improvement")
    (table,) = place.blocks(paper.records, paper.appraisal)
    assert isinstance(table, Table)
    assert [row[0] for row in table.rows] == [each.name for each in paper.records.actions if each.kind == "improvement"]
    assert 0 < len(table.rows) < len(paper.records.actions)
    assert "What it is" not in [column.heading for column in table.columns]
    assert place._replace(option="Outcome").blocks(paper.records, paper.appraisal) == ()
