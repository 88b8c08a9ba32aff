"""The nouns of a paper that is final: what was set aside, its versions, the figures they printed, and why figures changed since."""

from __future__ import annotations

from decimal import Decimal

from desktop.operations.records.columns import Column, ColumnKind
from desktop.operations.records.noun import BelongsTo, Noun

_K = ColumnKind
_PAPER = Column("paper", "Paper", _K.REFERENCE, required=True, refers_to="Papers", on_screen=False)


def _version(key: str, heading: str, hint: str) -> Column:
    return Column(key, heading, _K.INTEGER, required=True, at_least=Decimal(1), hint=hint)


_FIGURE = (
    Column("kind", "Kind", required=True, hint="What the figure is of, in the plural, such as options."),
    Column("record", "Record", hint="What that is called."),
    Column("field", "Field", hint="Which figure of it."),
    Column("year", "Year"),
)
SET_ASIDES = Noun(
    "item set aside",
    "items set aside",
    "Set aside",
    "set_asides",
    (
        _PAPER,
        Column("item", "Item", required=True, hint="The key of an item of the readiness list, as the program writes it."),
        Column("sentence", "What it says", _K.LONG_TEXT),
        Column("reason", "Reason", _K.LONG_TEXT, required=True, hint="Why it may stand."),
    ),
    BelongsTo.PAPER,
    marking=(),
)
FINALS = Noun(
    "version",
    "versions",
    "Finals",
    "finals",
    (
        _PAPER,
        _version("version", "Version", "1 for the first time that the paper was made final, and so on."),
        Column("made_at", "Made at", required=True, hint="When, in UTC."),
        Column("login", "Login", required=True, hint="By which login."),
        Column("layout", "Layout", required=True),
        Column("public_sha256", "SHA-256 of public PDF", required=True),
        Column("exempt_sha256", "SHA-256 of exempt PDF", hint="Blank where nothing is withheld."),
        Column("records_sha256", "SHA-256 of records", required=True, hint="Of the records that it was set from."),
        Column(
            "apart",
            "Told apart",
            _K.YES_NO,
            hint="Yes where more was withheld than in the version before: their figures are not compared.",
        ),
    ),
    BelongsTo.PAPER,
    marking=(),
)
FINAL_FIGURES = Noun(
    "printed figure",
    "printed figures",
    "Final figures",
    "final_figures",
    (
        _PAPER,
        _version("version", "Version", "The version that printed it."),
        *_FIGURE,
        Column("label", "Label", _K.LONG_TEXT),
        Column("value", "Value", _K.LONG_TEXT, hint="As it was printed in the whole paper."),
        Column("public_value", "Public value", _K.LONG_TEXT, hint="As the public paper printed it; blank where it did not."),
    ),
    BelongsTo.PAPER,
    marking=(),
)
CHANGE_REASONS = Noun(
    "reason for a change",
    "reasons for changes",
    "Reasons for changes",
    "change_reasons",
    (
        _PAPER,
        _version("since", "Since version", "The version since which the figure has changed."),
        *_FIGURE,
        Column("reason", "Reason", _K.LONG_TEXT, hint="Why, in your own words. Blank: what the audit trail says."),
        Column("trail", "Trail", _K.LONG_TEXT, hint="What the audit trail said when the next version was made final."),
        Column("public_trail", "Public trail", _K.LONG_TEXT, hint="The same, of the records that the public may see."),
    ),
    BelongsTo.PAPER,
    marking=(),
)
#: What the program keeps about a paper; none of it is a part that an officer writes.
FINAL_NOUNS = (SET_ASIDES, FINALS, FINAL_FIGURES, CHANGE_REASONS)
