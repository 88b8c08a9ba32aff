"""Everything a person may type, in every place a paper has for it: the PDF is set, passes the gate, and holds what can be read."""

from __future__ import annotations

import datetime
from dataclasses import fields, replace
from typing import Any

import pytest
from pypdfium2 import PdfDocument

from db.nouns.delivery import Risk
from db.nouns.paper_parts import Appendix, BackgroundPaper, Implication, OfficerComment, PaperContact, Recommendation
from desktop.appraisal.results import Appraisal
from desktop.operations.papers.papers import document
from desktop.papers.content import records
from desktop.papers.content.layout_fields import LayoutFields
from desktop.papers.content.undrawable import undrawable
from desktop.papers.html.paper_text import plain_text
from desktop.papers.pdf.setting import set_pdf
from tests.papers import pdf_gate

HOSTILE = {
    "markup": '<para><img src="file:///etc/passwd"/><b>not closed &amp; <a href="javascript:1">x</a></para> & < > " \'',
    "controls": "a\x00b\x01c\x07d\x1be\x7ff\x85g\u2028h\ufeffi",
    "right to left": "שלום עולם and مرحبا بالعالم \u202eevil\u202c",
    "combining": "e\u0301 a\u0300\u0301\u0302 n\u0303 क्षि ไทย",
    "surrogates": "half \ud83d of one and \udc00",
    "emoji": "done ✅ 👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️",
    "one word": "W" * 100_000,
    "many lines": "\n".join(f"line {index}" for index in range(300)),
}


def _text(pdf: bytes) -> str:
    with PdfDocument(pdf) as held:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in held).split())


def _everywhere(words: str, paper: records.PaperRecords) -> records.PaperRecords:
    """A paper with these words in every field and part that takes words."""
    held: dict[str, Any] = {
        each.name: words for each in fields(records.PaperRecords) if each.type == "str" and each.name not in ("layout", "status")
    }
    own: dict[str, Any] = {each.name: words for each in fields(LayoutFields) if each.type == "str" and not each.name.startswith("section")}
    return replace(
        paper,
        **held,
        layout_fields=LayoutFields(**own, written_on=datetime.date(2026, 9, 1)),
        contacts=(PaperContact(paper_id=1, role=words[:2000], name=words[:2000], phone=words[:2000], email=words[:2000]),),
        sections=(records.Section(words, words), records.Section("Purpose", f"[{words[:100]}](https://example.org)\n\n- {words}")),
        recommendations=(Recommendation(paper_id=1, text=words, conditions=words, supports=words, reason=words),),
        implications=(Implication(paper_id=1, heading=words, text=words),),
        officer_comments=(OfficerComment(paper_id=1, role=words, comment=words, date=words),),
        background_papers=(BackgroundPaper(paper_id=1, document=words),),
        appendices=(Appendix(paper_id=1, letter=words[:50], title=words, note=words),),
        risks=(Risk(case_id=1, name=words, likelihood=words, impact=words, control=words, owner=words),),
    )


@pytest.mark.parametrize("layout", ["cabinet-report", "front-sheet"])
@pytest.mark.parametrize("kind", ["markup", "controls", "right to left", "combining", "surrogates", "emoji"])
def test_hostile_words_are_set_and_pass_the_gate(
    kind: str, layout: str, made_up_paper: records.PaperRecords, made_up_appraisal: Appraisal
) -> None:
    made = document(_everywhere(HOSTILE[kind], made_up_paper), made_up_appraisal, layout)
    pdf = set_pdf(made)
    assert pdf_gate.faults(pdf) == []
    assert "\x00" not in plain_text(made)
    if kind == "markup":
        assert "<b>not closed &amp; <a href=" in _text(pdf)
    if kind in ("right to left", "surrogates", "emoji"):
        assert any("cannot be printed: the paper says [" in sentence for sentence in undrawable(made))
    if kind == "emoji":
        assert "[white heavy check mark]" in _text(pdf)


@pytest.mark.parametrize("layout", ["cabinet-report", "front-sheet"])
@pytest.mark.parametrize("kind", ["one word", "many lines"])
def test_words_and_cells_longer_than_a_page_are_set_whole(
    kind: str, layout: str, made_up_paper: records.PaperRecords, made_up_appraisal: Appraisal
) -> None:
    words = HOSTILE[kind]
    paper = replace(
        made_up_paper,
        sections=(records.Section("Purpose", words), records.Section("Background", words)),
        risks=(Risk(case_id=1, name="A risk", control=words),),
        conflicts_of_interest=words,
    )
    found = _text(set_pdf(document(paper, made_up_appraisal, layout)))
    if kind == "one word":
        assert found.count("W") >= 3 * len(words)
    else:
        assert found.count("line 299") >= 3


def test_what_cannot_be_printed_is_told_once_each_and_the_rest_counted(
    made_up_paper: records.PaperRecords, made_up_appraisal: Appraisal
) -> None:
    many = "".join(chr(0x4E00 + index) for index in range(20))
    made = document(replace(made_up_paper, title=f"✅ {many} ✅"), made_up_appraisal, "cabinet-report")
    told = undrawable(made)
    assert told[0] == "‘✅’ cannot be printed: the paper says [white heavy check mark] in its place."
    assert len(told) == 13
    assert told[-1] == "9 more characters cannot be printed, and are named in brackets."
    assert undrawable(document(made_up_paper, made_up_appraisal, "cabinet-report")) == ()
