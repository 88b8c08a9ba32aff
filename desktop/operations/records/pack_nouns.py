"""The packs of questions sent to partners, as a noun: who was asked what, by when, and when the answer was taken in."""

from __future__ import annotations

from decimal import Decimal

from desktop.operations.records.columns import Column, ColumnKind
from desktop.operations.records.noun import Noun

_K = ColumnKind

RETURN_PACKS = Noun(
    "return pack",
    "return packs",
    "Return packs",
    "return_packs",
    (
        Column("organisation", "Organisation", _K.REFERENCE, required=True, refers_to="Organisations", hint="Who was asked."),
        Column("version", "Version", _K.INTEGER, required=True, at_least=Decimal(1), hint="1 for the first time a partner is asked."),
        Column("asked_as", "Case as asked", hint="The title of the case when it was sent: a return says it again.", in_table=False),
        Column("asked_on", "Asked on", _K.DATE),
        Column("due", "Due", _K.DATE),
        Column("questions", "Questions", hint="The sheets that were sent. Separate them with semicolons."),
        Column("indicators", "Indicators", hint="What was asked about. Separate them with semicolons.", in_table=False),
        Column("years", "Years", hint="Such as 2009/10 to 2011/12.", in_table=False),
        Column("received_on", "Received on", _K.DATE, hint="When the answer was taken in. Blank: not received."),
        Column("fingerprint", "Fingerprint", hint="By which the same return is known again.", in_table=False),
    ),
)
