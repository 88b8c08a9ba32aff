"""What page one of a report says is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.nouns.paper_parts import Recommendation
from desktop.appraisal.results import Appraisal
from desktop.papers.content.blocks import Form, Paragraph, plain
from desktop.papers.content.records import PaperRecords
from desktop.papers.sections.report_parts import ReportParts
from desktop.papers.sections.summary import summary


def _rows(paper: PaperRecords, appraisal: Appraisal) -> dict[str, str]:
    [form] = summary(ReportParts(paper, appraisal)) or [Form(())]
    assert isinstance(form, Form)
    return {label: " ".join(plain(line.words) for line in lines if isinstance(line, Paragraph)) for label, lines in form.rows}


def _asking(paper: PaperRecords, *texts: str) -> PaperRecords:
    return replace(paper, body="Cabinet", recommendations=tuple(Recommendation(paper_id=1, text=text) for text in texts))


@pytest.mark.parametrize(
    ("texts", "asked"),
    [
        (("That Cabinet endorses the plan.",), "Cabinet is asked to endorse the plan (recommendation 1)."),
        (("That the Council approves it.",), "Cabinet is asked to approve it (recommendation 1)."),
        (("That Cabinet endorse further work.",), "Cabinet is asked to endorse further work (recommendation 1)."),
        (("Agree the scheme:",), "Cabinet is asked to agree the scheme (recommendation 1)."),
        (("To authorise the sale.",), "Cabinet is asked to authorise the sale (recommendation 1)."),
        (("That the reports be approved.",), "Cabinet is asked to agree that the reports be approved (recommendation 1)."),
        (("The service should move. It is late.",), "Cabinet is asked to agree that the service should move (recommendation 1)."),
        (
            ("That Cabinet notes the report.", "That Cabinet adopts the plan.", "That it be reviewed."),
            "Cabinet is asked to adopt the plan, and to decide on 2 more recommendations (recommendations 1 to 3).",
        ),
        (("That the report be noted.",), "Cabinet is asked to agree that the report be noted (recommendation 1)."),
    ],
)
def test_what_is_asked_is_the_first_recommendation_that_decides(
    texts: tuple[str, ...], asked: str, made_up_paper: PaperRecords, made_up_appraisal: Appraisal
) -> None:
    assert _rows(_asking(made_up_paper, *texts), made_up_appraisal)["What is asked"] == asked


def test_a_shared_decision_has_its_money_before_its_councils_recommendations(
    made_up_paper: PaperRecords, made_up_appraisal: Appraisal
) -> None:
    bare = replace(made_up_paper, recommendations=())
    assert _rows(bare, made_up_appraisal) == {}
    shared = _rows(replace(bare, decision=replace(bare.decision, is_shared=True)), made_up_appraisal)
    with_all = _rows(made_up_paper, made_up_appraisal)
    assert "What is asked" not in shared
    assert {label: words for label, words in with_all.items() if label in shared and label != "Why"} == {
        label: words for label, words in shared.items() if label != "Why"
    }
    assert "Money" in shared
