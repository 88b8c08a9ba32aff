"""What a public paper does not state: what rests on a withheld record, and that there is nothing where there is something withheld."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from desktop.appraisal.findings.withheld import rests_on_withheld
from desktop.papers.content.blocks import Block, BulletList, Document, Figure, Form, Paragraph, Span, Table, Tone, Words, with_words
from desktop.papers.content.records import PaperRecords

#: What stands where a statement stood that rests on what is withheld.
LEFT_OUT = "What would be said here rests on information that is withheld."
#: What stands for a table or a chart that what is withheld leaves empty.
EMPTIED = "What this would show is withheld."

_LEFT_OUT = (Span(LEFT_OUT),)
_UNSAID = Paragraph(_LEFT_OUT)


def without_what_rests_on_it(document: Document, paper: PaperRecords) -> Document:
    """The paper without the sentences found that rest on what is withheld; as it is where nothing of the figures is."""
    if not paper.withheld_sources:
        return document
    return replace(document, blocks=tuple(_told(block, paper) for block in document.blocks))


def emptied(paper: PaperRecords, drawn_from: Collection[str], built: Sequence[Table | Figure]) -> tuple[Table | Figure, ...]:
    """What an exhibit shows. One without rows does not say that nothing is recorded where records it is drawn from are withheld."""
    if paper.withheld_tables.isdisjoint(drawn_from):
        return tuple(built)
    return tuple(replace(block, empty=EMPTIED) if isinstance(block, Table) and not block.rows else block for block in built)


def _told(block: Block, paper: PaperRecords) -> Block:
    def told(words: Words) -> Words:
        kept = tuple(span for span in words if span.finding is None or not rests_on_withheld(span.finding, paper.withheld_sources))
        return words if len(kept) == len(words) else kept if any(span.text.strip() for span in kept) else _LEFT_OUT

    changed = with_words(block, told)
    if isinstance(changed, Form):
        return _said_once(changed)
    if isinstance(changed, BulletList) and _LEFT_OUT in changed.items:
        kept = [index for index, words in enumerate(changed.items) if words is not _LEFT_OUT or changed.under(index)]
        if not kept:
            return Paragraph(_LEFT_OUT, tone=Tone.LEAD)
        return BulletList(
            tuple(changed.items[index] for index in kept), tuple(changed.under(index) for index in kept) if changed.below else ()
        )
    return changed


def _said_once(form: Form) -> Form:
    """A form whose rows of money say once that what they would say is withheld, under one label where that is all they would say."""
    rows = [(label, tuple(line for line in lines if line != _UNSAID), _UNSAID in lines) for label, lines in form.rows]
    unsaid = [label for label, lines, is_held in rows if is_held and not lines]
    shown = []
    for label, lines, _ in rows:
        if lines or label not in unsaid:
            shown.append((label, lines))
        elif label == unsaid[0]:
            shown.append((label if len(unsaid) == 1 else "Money", (_UNSAID,)))
    return replace(form, rows=tuple(shown))
