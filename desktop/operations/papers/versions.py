"""The versions of a paper that were made final, and where the paper stands beside the last of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from db.nouns.delivery import Milestone
from db.nouns.finals import ChangeReason, Final, FinalFigure, SetAside
from db.nouns.gates import GateFigure, PassedGate
from db.nouns.papers import Paper
from db.reading import Reader
from desktop.late_dataclass import dataclass
from desktop.operations.papers.fingerprints import records_sha256
from desktop.operations.papers.trail_changes import Since, trail_since
from desktop.papers.content.layout_fields import PaperDocument
from desktop.papers.content.marked_text import public_text, whole_text
from desktop.papers.content.records import PaperRecords
from desktop.papers.sources.changes import LastFinal
from desktop.papers.sources.printed_figures import FigureKey


@dataclass(frozen=True, slots=True)
class Version:
    """A version made final: when (UTC, ISO), by which login, in which layout, and the SHA-256 of its PDFs in hexadecimal.

    Those of the exempt PDFs are blank where nothing was withheld, and those of the annex in a version made before they were kept.
    """

    number: int
    made_at: str
    login: str
    layout: str
    public_sha256: str
    exempt_sha256: str
    public_annex_sha256: str = ""
    exempt_annex_sha256: str = ""

    @property
    def printed(self) -> Mapping[str, str]:
        """The SHA-256 of each PDF that was made final, by what it is."""
        printed = {
            "public report": self.public_sha256,
            "exempt report": self.exempt_sha256,
            "public annex": self.public_annex_sha256,
            "exempt annex": self.exempt_annex_sha256,
        }
        return {name: digest for name, digest in printed.items() if digest}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a paper stands: `final` is the version that it is now, nothing for a draft; `changed` says that its records are no longer
    those of the last version, and `reopened` that an officer took it back to a draft. `versions` are in order, the last made last.
    """

    final: Version | None
    versions: tuple[Version, ...] = ()
    changed: bool = False
    reopened: bool = False

    @property
    def next_version(self) -> int:
        """The number that the paper would have once it is made final."""
        return self.versions[-1].number + 1 if self.versions else 1

    @property
    def words(self) -> str:
        """Where it stands, in a sentence."""
        if self.final is not None:
            return f"Version {self.final.number} is final. Whatever is changed now makes it a draft again, version {self.next_version}."
        if not self.versions:
            return "This is a draft. No version has been made final."
        last = self.versions[-1].number
        why = f"Its records have changed since version {last} was made final" if self.changed else f"Version {last} was reopened"
        return f"{why}, so this is a draft again: version {self.next_version}."


def standing(reader: Reader, case: int, paper: int) -> Standing:
    """Where a paper stands beside its versions."""
    finals = _finals(reader, paper)
    if not finals:
        return Standing(None)
    versions = tuple(_version(each) for each in finals)
    if reader.get(Paper, paper).status != "final":
        return Standing(None, versions, reopened=True)
    same = records_sha256(reader, case, paper) == finals[-1].records_sha256
    return Standing(versions[-1], versions) if same else Standing(None, versions, changed=True)


def versioned(
    reader: Reader, case: int, paper: int | None, records: PaperRecords, *, public: bool = False, told_of: Reader | None = None
) -> PaperRecords:
    """A paper's records with where it stands: final or draft, and the version it is laid beside, as the public may see it with `public`.

    A final is laid beside the version before it, a draft beside the last. `told_of` reads the records as the paper has them,
    which is how the audit trail is told; without it they are told as recorded.
    """
    last_gate = _last_gate(reader, told_of or reader, case, paper, public=public, withholds=bool(records.withheld))
    if paper is None:
        return replace(records, last_gate=last_gate)
    stands = standing(reader, case, paper)
    last = _last_final(reader, told_of or reader, case, paper, stands, public=public, withholds=bool(records.withheld))
    return replace(records, status="draft" if stands.final is None else "final", last_final=last, last_gate=last_gate)


def _last_gate(reader: Reader, told_of: Reader, case: int, paper: int | None, *, public: bool, withholds: bool) -> LastFinal | None:
    """The gate passed last, as a paper may tell of it; nothing where none was, or it is withheld."""
    passed = max(told_of.all(PassedGate, case_id=case), key=lambda each: each.version, default=None)
    return None if passed is None else at_gate(reader, told_of, passed, paper, public=public, withholds=withholds)


def at_gate(reader: Reader, told_of: Reader, passed: PassedGate, paper: int | None, *, public: bool, withholds: bool) -> LastFinal:
    """The figures of a case as they stood when a gate was passed, and what the audit trail knows of why they changed."""
    trail = trail_since(reader, told_of, passed, passed.case_id, paper, public=public)
    return LastFinal(
        passed.version,
        _figures(reader.all(GateFigure, order="position", milestone_id=passed.milestone_id), public=public),
        trail=trail.changes,
        apart=public and withholds and (trail.more_withheld or not trail.known),
        gate=told_of.get(Milestone, passed.milestone_id).name,
    )


def _last_final(
    reader: Reader, told_of: Reader, case: int, paper: int, stands: Standing, *, public: bool, withholds: bool
) -> LastFinal | None:
    """The version that a paper is laid beside, with its figures and what is known of why they changed; nothing where there is none."""
    beside = stands.versions[-2:-1] if stands.final is not None else stands.versions[-1:]
    if not beside:
        return None
    number = beside[0].number
    reasons = reader.all(ChangeReason, paper_id=paper, since=number)
    if stands.final is not None:
        trail, apart = Since(), reader.exists(Final, paper_id=paper, version=stands.final.number, apart=True)
    else:
        (final,) = reader.all(Final, paper_id=paper, version=number)
        trail = trail_since(reader, told_of, final, case, paper, public=public)
        apart = withholds and (trail.more_withheld or not trail.known)
    as_told = public_text if public else whole_text
    return LastFinal(
        number,
        _figures(reader.all(FinalFigure, paper_id=paper, version=number), public=public),
        {key: " ".join(as_told(reason).split()) for key, reason in _told(reasons, "reason").items()},
        _told(reasons, "public_trail" if public else "trail") if stands.final is not None else {},
        trail.changes,
        apart=public and apart,
    )


def _figures(figures: Sequence[FinalFigure | GateFigure], *, public: bool) -> Mapping[FigureKey, tuple[str, str]]:
    """Label and value of each figure that was printed, as the public may see them with `public`."""
    printed = {key_of(each): (each.label, each.public_value if public else each.value) for each in figures}
    # the order in which the whole paper printed them is no matter of the public's
    order = sorted(printed) if public else printed
    return {key: printed[key] for key in order if printed[key][1]}


def key_of(row: FinalFigure | GateFigure | ChangeReason) -> FigureKey:
    """The key of the figure that a row is of."""
    return FigureKey(row.kind, row.record, row.field, row.year)


def final_sha256(reader: Reader, paper: int, of: PaperDocument, *, exempt: bool) -> str:
    """What the PDF of the last version came to; blank where there was none, as of a whole paper where nothing was withheld."""
    finals = _finals(reader, paper)
    return _version(finals[-1]).printed.get(f"{'exempt' if exempt else 'public'} {of.value}", "") if finals else ""


def set_asides(reader: Reader, paper: int) -> dict[str, str]:
    """The reasons for the items set aside, by their keys."""
    return {aside.item: aside.reason for aside in reader.all(SetAside, paper_id=paper)}


def _finals(reader: Reader, paper: int) -> Sequence[Final]:
    return reader.all(Final, order="version", paper_id=paper)


def _version(final: Final) -> Version:
    return Version(
        final.version,
        final.made_at,
        final.login,
        final.layout,
        final.public_sha256,
        final.exempt_sha256,
        final.public_annex_sha256,
        final.exempt_annex_sha256,
    )


def _told(reasons: Sequence[ChangeReason], column: str) -> Mapping[FigureKey, str]:
    return {key_of(each): str(getattr(each, column)) for each in reasons if getattr(each, column)}
