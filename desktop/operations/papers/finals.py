"""Making a paper final, reopening it, and what is set aside or explained on the way."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from db.nouns.finals import ChangeReason, Final, FinalFigure, SetAside
from db.nouns.papers import Paper
from db.reading import Reader
from db.writing import Unit
from desktop.appraisal.wording import listed
from desktop.errors import KnownTrouble
from desktop.operations.papers.fingerprints import records_sha256
from desktop.operations.papers.papers import PaperToSet, made, paper_to_set
from desktop.operations.papers.readiness import readiness
from desktop.operations.papers.versions import standing
from desktop.papers.content.layout_fields import PaperDocument
from desktop.papers.readiness import ReadinessItem, State, open_items
from desktop.papers.sources.changes import FigureChange, changes
from desktop.papers.sources.printed_figures import FigureKey, PrintedFigure, printed_figures


@dataclass(frozen=True, slots=True)
class FinalToMake:
    """A paper that nothing stands in the way of, frozen, so that it can be set off the main thread.

    `whole` is the paper with what is not for publication; nothing where nothing is withheld.
    """

    case: int
    paper: int
    version: int
    records_sha256: str
    public: PaperToSet
    whole: PaperToSet | None


@dataclass(frozen=True, slots=True)
class FinalSet:
    """A final as it was set: the SHA-256 of its PDFs, the figures each prints, and what has changed in them since the version before.

    Of the whole paper there are none where nothing is withheld.
    """

    given: FinalToMake
    public: Mapping[PaperDocument, str]
    whole: Mapping[PaperDocument, str]
    figures: Mapping[FigureKey, tuple[PrintedFigure | None, PrintedFigure | None]]
    changes: Mapping[FigureKey, tuple[str, str]]


def refusal(items: tuple[ReadinessItem, ...]) -> str:
    """Why a paper cannot be made final: the first item that is open, and how many are to do and waiting, as the list counts them.

    Blank where nothing stands in the way.
    """
    still = open_items(items)
    if not still:
        return ""
    counts = [(sum(each.state is state for each in still), words) for state, words in ((State.TO_DO, "to do"), (State.WAITING, "waiting"))]
    told = listed([f"{count} {words}" for count, words in counts if count])
    first = still[0].sentence.rstrip(".")
    return f"The paper cannot be made final while items are open ({told}), the first ‘{first}’: mend each, or set it aside with a reason."


def final_to_make(reader: Reader, case: int, paper: int) -> FinalToMake:
    """What is to be set. Raises KnownTrouble, one sentence, while an item is neither done nor set aside, or where it is final already."""
    stands = standing(reader, case, paper)
    if stands.final is not None:
        raise KnownTrouble(f"This paper is final already, version {stands.final.number}: reopen it to make another version")
    refused = refusal(readiness(reader, case, paper))
    if refused:
        raise KnownTrouble(refused)
    public, whole = (_as_final(paper_to_set(reader, case, paper, exempt=exempt)) for exempt in (False, True))
    withheld = bool(public.records.withheld or public.records.withheld_places)
    return FinalToMake(case, paper, stands.next_version, records_sha256(reader, case, paper), public, whole if withheld else None)


def _as_final(given: PaperToSet) -> PaperToSet:
    return replace(given, records=replace(given.records, status="final"), final_sha256={})


def set_final(given: FinalToMake) -> FinalSet:
    """Set the report and the annex, public and whole, and gather what they print. Takes frozen data alone. Raises KnownTrouble."""
    public, public_changes = _printed(given.public)
    whole, whole_changes = _printed(given.whole) if given.whole is not None else (public, public_changes)
    figures = _both(whole, public)
    trails = {change.key: change.from_trail for change in whole_changes}
    public_trails = {change.key: change.from_trail for change in public_changes}
    kept = {key: (trails.get(key, ""), public_trails.get(key, "")) for key in (*trails, *public_trails)}
    return FinalSet(given, _sha256(given.public), _sha256(given.whole) if given.whole is not None else {}, figures, kept)


def frozen_figures(public: PaperToSet, whole: PaperToSet | None) -> Mapping[FigureKey, tuple[PrintedFigure | None, PrintedFigure | None]]:
    """What a paper prints as it is now, whole and public, report and annex. `whole` is nothing where nothing is withheld."""
    of_public = _printed(replace(public, records=replace(public.records, last_final=None)))[0]
    of_whole = of_public if whole is None else _printed(replace(whole, records=replace(whole.records, last_final=None)))[0]
    return _both(of_whole, of_public)


def _both(
    whole: Mapping[FigureKey, PrintedFigure], public: Mapping[FigureKey, PrintedFigure]
) -> dict[FigureKey, tuple[PrintedFigure | None, PrintedFigure | None]]:
    return {key: (whole.get(key), public.get(key)) for key in (*whole, *(key for key in public if key not in whole))}


def figure_fields(key: FigureKey, whole: PrintedFigure | None, public: PrintedFigure | None) -> dict[str, Any]:
    """A figure as it is kept: its key, what it is called, and what the whole and the public paper print."""
    version = public or whole
    return {
        "kind": key.kind,
        "record": key.record,
        "field": key.field,
        "year": key.year,
        "label": version.label if version is not None else "",
        "value": whole.value if whole is not None else "",
        "public_value": public.value if public is not None else "",
    }


def _printed(given: PaperToSet) -> tuple[dict[FigureKey, PrintedFigure], tuple[FigureChange, ...]]:
    """The figures of a paper, without those that only say what has changed, and what has changed."""
    records = replace(given.records, last_final=None, last_gate=None)
    report, annex = made(records, given.appraised(), records.layout)
    figures = {**printed_figures(report, records), **printed_figures(annex, records)}
    last = given.records.last_final
    return figures, changes(last, figures, records) if last is not None else ()


def record_final(unit: Unit, final: FinalSet) -> int:
    """Record a version that was set: when and by which login are those of the unit of work. Returns its number.

    Raises KnownTrouble where the records have changed since it was gathered.
    """
    given = final.given
    if (
        records_sha256(unit, given.case, given.paper) != given.records_sha256
        or standing(unit, given.case, given.paper).next_version != given.version
    ):
        raise KnownTrouble("The records changed while the paper was being set, so it was not made final: make it final again")
    beside = given.public.records.last_final
    [(at, login)] = unit.rows("SELECT at, login FROM units ORDER BY id DESC LIMIT 1")
    unit.add(
        Final(
            paper_id=given.paper,
            position=given.version,
            version=given.version,
            made_at=at,
            login=login,
            layout=given.public.records.layout,
            public_sha256=final.public[PaperDocument.REPORT],
            exempt_sha256=final.whole.get(PaperDocument.REPORT, ""),
            records_sha256=given.records_sha256,
            apart=beside is not None and beside.apart,
            public_annex_sha256=final.public[PaperDocument.ANNEX],
            exempt_annex_sha256=final.whole.get(PaperDocument.ANNEX, ""),
        )
    )
    for position, (key, (whole, public)) in enumerate(final.figures.items()):
        fields = figure_fields(key, whole, public)
        unit.add(FinalFigure(paper_id=given.paper, position=position, version=given.version, **fields))
    for key, (trail, public_trail) in final.changes.items():
        _say_why(unit, given.paper, given.version - 1, key, trail=trail, public_trail=public_trail)
    unit.change(unit.get(Paper, given.paper), status="final")
    return given.version


def make_final(unit: Unit, case: int, paper: int) -> int:
    """Make a paper final in one go, within a unit of work. Returns the version. Raises KnownTrouble, and nothing is then recorded."""
    return record_final(unit, set_final(final_to_make(unit, case, paper)))


def reopen(unit: Unit, case: int, paper: int) -> None:
    """Take a final back to a draft; its versions stay as they are. Raises KnownTrouble where it is no final."""
    if standing(unit, case, paper).final is None:
        raise KnownTrouble("This paper is a draft already: there is nothing to reopen")
    unit.change(unit.get(Paper, paper), status="draft")


def put_aside(unit: Unit, case: int, paper: int, key: str, reason: str) -> None:
    """Set an item aside with its reason, or give another. Raises KnownTrouble for an item that does not stand open, or without a reason."""
    items = {item.key: item for item in readiness(unit, case, paper) if item.state is not State.DONE}
    if key not in items:
        raise KnownTrouble("That item does not stand in the way any more: there is nothing to set aside")
    if not reason.strip():
        raise KnownTrouble("Reason is blank: say why the item may stand")
    set_aside, sentence = unit.find(SetAside, paper_id=paper, item=key), items[key].sentence
    if set_aside is not None:
        unit.change(set_aside, sentence=sentence, reason=reason.strip())
    else:
        count = len(unit.column(SetAside, "id", paper_id=paper))
        unit.add(SetAside(paper_id=paper, position=count, item=key, sentence=sentence, reason=reason.strip()))


def take_back(unit: Unit, paper: int, key: str) -> None:
    """Let an item that was set aside stand in the way again."""
    unit.remove_all(SetAside, paper_id=paper, item=key)


def give_reason(unit: Unit, case: int, paper: int, key: FigureKey, reason: str) -> None:
    """Say why a figure is not what it was in the last version; a blank leaves it to the audit trail. Raises KnownTrouble without one."""
    stands = standing(unit, case, paper)
    if not stands.versions:
        raise KnownTrouble("No version of this paper has been made final, so none of its figures has changed since")
    if stands.final is not None:
        raise KnownTrouble("This paper is final: reopen it to say why a figure has changed")
    _say_why(unit, paper, stands.versions[-1].number, key, reason=reason.strip())


def changed_figures(given: PaperToSet) -> tuple[FigureChange, ...]:
    """What has changed in a paper since the version, or the gate, that its records have as their last final. Takes frozen data alone."""
    return _printed(given)[1]


def _say_why(unit: Unit, paper: int, since: int, key: FigureKey, **said: str) -> None:
    """Record why a figure has changed since a version."""
    of_figure = ChangeReason(paper_id=paper, since=since, kind=key.kind, record=key.record, field=key.field, year=key.year, reason="")
    reason = unit.find(ChangeReason, **{field: vars(of_figure)[field] for field in ChangeReason.UNIQUE[0]})
    if reason is not None:
        unit.change(reason, **said)
    else:
        unit.add(of_figure.but(**said))


def _sha256(given: PaperToSet) -> dict[PaperDocument, str]:
    return {of: hashlib.sha256(given.pdf(of=of)).hexdigest() for of in PaperDocument}
