"""The fields of a paper that one layout or another prints, after those that every paper has; and those that hold its order and length."""

from __future__ import annotations

from decimal import Decimal

from desktop.operations.records.columns import Column, ColumnKind

_K = ColumnKind

#: Each with the report whose layout has a place for it.
PAPER_FIELDS = (
    Column("key_financial", "Key decision, financial", _K.YES_NO_NOT_STATED, hint="Whether it is key for what it spends or saves."),
    Column("key_community", "Key decision, community", _K.YES_NO_NOT_STATED, hint="Whether it is key for its effect on communities."),
    Column("policy_framework", "Policy framework", _K.LONG_TEXT, hint="The plan or policy that the decision follows."),
    Column("previous_reports", "Previous reports", _K.LONG_TEXT, hint="Earlier reports and decisions, one a line."),
    Column("circulation", "Circulation", _K.LONG_TEXT, hint="Who was told under the local issues alert procedure."),
    Column("sensitive_issue", "Sensitive issue procedure", _K.LONG_TEXT, hint="What was issued under it, and to whom."),
    Column("ward_members_notified", "Ward members notified", _K.LONG_TEXT),
    Column("action_team", "Corporate action team", _K.LONG_TEXT, hint="The link to the relevant team (CAT)."),
    Column("local_targets", "Local targets", _K.LONG_TEXT, hint="Any district or local targets."),
    Column("lead_officer", "Lead officer"),
    Column("partnerships", "Partnerships", _K.LONG_TEXT, hint="The partnerships that deliver it, one a line."),
    Column("signed_by", "Signed by", hint="A role. Blank is the originator."),
    Column("signature_lines", "Signature lines", _K.LONG_TEXT, hint="Below the signature, one a line: address, phone, email."),
    Column("written_on", "Date of report", _K.DATE, hint="The day the report was written. Blank prints the meeting's date."),
    Column("word_limit", "Word limit", _K.INTEGER, unit="words", at_least=Decimal(1), hint="The council's own limit for the paper."),
    Column("page_limit", "Page limit", _K.INTEGER, unit="pages", at_least=Decimal(1), hint="The council's own limit for the paper."),
    Column("limit_source", "Limit source", hint="The rule that sets the limits."),
    Column(
        "section_order",
        "Order of sections",
        _K.LONG_TEXT,
        hint="Headings in the order they print, one a line. Blank is the layout's own order.",
        on_screen=False,
    ),
    Column(
        "sections_left_out",
        "Sections left out",
        _K.LONG_TEXT,
        hint="Headings of sections that do not print, one a line.",
        on_screen=False,
    ),
)
