"""The schema, made by numbered functions over `PRAGMA user_version`, and the triggers that write the audit trail."""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Callable

APPLICATION_ID = 0x41505244
"""'APRD': what marks a file as one of our stores."""

_BASIS = "basis TEXT NOT NULL DEFAULT 'reported' CHECK (basis IN ('reported', 'assumed', 'illustrative')), source TEXT NOT NULL DEFAULT ''"
_ID = "id INTEGER PRIMARY KEY AUTOINCREMENT"
_WITHHELD = """withheld TEXT NOT NULL DEFAULT '' CHECK (withheld IN ('', 'exempt', 'confidential')),
    exempt_paragraphs TEXT NOT NULL DEFAULT '' CHECK (exempt_paragraphs NOT GLOB '*[^1-7, ]*'),
    public_interest TEXT NOT NULL DEFAULT '', name_public INTEGER NOT NULL DEFAULT 0 CHECK (name_public IN (0, 1))
    CHECK (withheld = 'exempt' OR exempt_paragraphs = '')"""
_IN_CASE = "case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE, position INTEGER NOT NULL DEFAULT 0"
_OF_CASE = f"{_IN_CASE}, {_WITHHELD}"
_OF_OWNER = """option_id INTEGER REFERENCES options (id) ON DELETE CASCADE,
    project_id INTEGER REFERENCES projects (id) ON DELETE CASCADE"""
_OF_PAPER = f"paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE, position INTEGER NOT NULL DEFAULT 0, {_WITHHELD}"
_ABOUT_PAPER = "paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE, position INTEGER NOT NULL DEFAULT 0"
_VERSION = "{0} INTEGER NOT NULL CHECK ({0} >= 1)"
_YEAR = "year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2999)"
# the kind of an Estimate says which of its bounds there are
_BOUNDS_OF = """CASE {0}kind
        WHEN 'exact' THEN {0}low IS NOT NULL AND {0}low = {0}high AND {0}low = {0}central
        WHEN 'about' THEN {0}low IS NOT NULL AND {0}low = {0}high AND {0}low = {0}central
        WHEN 'range' THEN {0}low IS NOT NULL AND {0}high IS NOT NULL AND {0}low <= {0}high
            AND ({0}central IS NULL OR {0}central BETWEEN {0}low AND {0}high)
        WHEN 'at most' THEN {0}low IS NULL AND {0}central IS NULL AND {0}high IS NOT NULL
        WHEN 'at least' THEN {0}low IS NOT NULL AND {0}central IS NULL AND {0}high IS NULL
        WHEN 'not known' THEN {0}low IS NULL AND {0}central IS NULL AND {0}high IS NULL
        {1}ELSE 0 END"""
_ESTIMATE = f"""kind TEXT NOT NULL, low INTEGER, central INTEGER, high INTEGER,
    approximate INTEGER NOT NULL DEFAULT 0 CHECK (approximate IN (0, 1)),
    CHECK ({_BOUNDS_OF.format("", "")})"""


def _estimate(name: str) -> str:
    """An Estimate beside others in one row; nothing is recorded of it where its kind is blank."""
    columns = f"{name}_kind TEXT NOT NULL DEFAULT '', " + "".join(f"{name}_{bound} INTEGER, " for bound in ("low", "central", "high"))
    blank = "WHEN '' THEN {0}low IS NULL AND {0}central IS NULL AND {0}high IS NULL\n        ".format(f"{name}_")
    flag = f"{name}_approximate INTEGER NOT NULL DEFAULT 0 CHECK ({name}_approximate IN (0, 1))"
    return f"{columns}{flag} CHECK ({_BOUNDS_OF.format(f'{name}_', blank)})"


def _yes_no(name: str) -> str:
    return f"{name} INTEGER NOT NULL DEFAULT 0 CHECK ({name} IN (0, 1))"


def _yes_no_or_not_stated(name: str) -> str:
    return f"{name} INTEGER CHECK ({name} IN (0, 1))"


def _text(*names: str) -> str:
    return ", ".join(f"{name} TEXT NOT NULL DEFAULT ''" for name in names)


def _name(name: str) -> str:
    return f"{name} TEXT NOT NULL CHECK (length(trim({name})) > 0)"


def _decimal(*names: str) -> str:
    return ", ".join(f"{name} TEXT CHECK ({name} GLOB '*[0-9]*' AND NOT {name} GLOB '*[^0-9.-]*')" for name in names)


def _choice(name: str, choices: tuple[str, ...], default: str) -> str:
    listed = ", ".join(f"'{choice}'" for choice in choices)
    return f"{name} TEXT NOT NULL DEFAULT '{default}' CHECK ({name} IN ({listed}))"


def _is_sha256(name: str) -> str:
    return f"(length({name}) = 64 AND NOT {name} GLOB '*[^0-9a-f]*')"


def _sha256(name: str) -> str:
    return f"{name} TEXT NOT NULL CHECK ({_is_sha256(name)})"


def _decision() -> str:
    """What the law asks to be known of a paper's decision."""
    dates = ("publication_date", "key_notice_date", "exception_notice_date", "private_notice_date", "private_further_notice_date")
    return ", ".join(
        (
            _choice("body_kind", ("", "executive", "full council", "committee", "other"), ""),
            _choice("days_left_out", ("weekends and bank holidays", "weekends", "nothing"), "weekends and bank holidays"),
            _choice("key_notice_exception", ("", "general exception", "special urgency"), ""),
            _text("decision_maker", "scrutiny_agreement", "dispensations"),
            _text("private_reason", "private_representations", "private_agreement"),
            _yes_no_or_not_stated("private_meeting"),
            *(f"{date} TEXT" for date in dates),
        )
    )


def _tables_of_1() -> dict[str, str]:
    return {
        "organisations": f"{_ID}, {_BASIS}, {_WITHHELD}, {_name('name')} UNIQUE, "
        + _choice("kind", ("", "district", "county", "unitary", "police", "fire", "NHS", "other"), "")
        + f", {_yes_no('own')}, population INTEGER CHECK (population >= 0), {_decimal('area', 'key_decision_amount')}, "
        + _choice("key_decision_counts", ("in all", "a year"), "in all"),
        "cases": f"{_ID}, {_BASIS}, {_name('title')} UNIQUE, {_text('purpose', 'body')}, "
        "base_year INTEGER NOT NULL CHECK (base_year BETWEEN 1900 AND 2999), horizon INTEGER NOT NULL CHECK (horizon BETWEEN 1 AND 300), "
        + _choice("price_base", ("real", "nominal"), "real")
        + ", price_year INTEGER CHECK (price_year BETWEEN 1900 AND 2999), discounting TEXT NOT NULL DEFAULT 'green book', "
        + _choice("flows_are", ("changes", "whole costs"), "changes")
        + ", close_call_percent TEXT NOT NULL DEFAULT '10' "
        "CHECK (close_call_percent GLOB '*[0-9]*' AND NOT close_call_percent GLOB '*[^0-9.]*'), "
        "seed INTEGER NOT NULL DEFAULT 1 CHECK (seed >= 0), "
        + _choice("simulated_weights", ("", "free", "ordered", "bounded", "exact"), "")
        + ", quick_win_months INTEGER NOT NULL DEFAULT 12 CHECK (quick_win_months BETWEEN 1 AND 600), "
        "tolerance_percent TEXT NOT NULL DEFAULT '3' "
        "CHECK (tolerance_percent GLOB '*[0-9]*' AND NOT tolerance_percent GLOB '*[^0-9.]*')",
        "case_organisations": f"{_ID}, case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE, "
        "organisation_id INTEGER NOT NULL REFERENCES organisations (id) ON DELETE CASCADE, UNIQUE (case_id, organisation_id)",
        "services": f"{_ID}, {_BASIS}, {_WITHHELD}, organisation_id INTEGER NOT NULL REFERENCES organisations (id) ON DELETE CASCADE, "
        f"{_name('name')}, {_text('service_group')}, "
        + _choice("delivery_model", ("", "in house", "shared", "outsourced", "joint"), "")
        + f", {_decimal('fte', 'volume')}, {_text('volume_unit')}, UNIQUE (organisation_id, name)",
        "case_services": f"{_ID}, case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE, "
        "service_id INTEGER NOT NULL REFERENCES services (id) ON DELETE CASCADE, "
        f"{_yes_no_or_not_stated('in_scope')}, position INTEGER NOT NULL DEFAULT 0, UNIQUE (case_id, service_id)",
        "cost_lines": f"{_ID}, {_BASIS}, {_WITHHELD}, service_id INTEGER NOT NULL REFERENCES services (id) ON DELETE CASCADE, "
        f"{_name('category')}, position INTEGER NOT NULL DEFAULT 0, UNIQUE (service_id, category)",
        "cost_amounts": f"{_ID}, cost_line_id INTEGER NOT NULL REFERENCES cost_lines (id) ON DELETE CASCADE, {_YEAR}, {_ESTIMATE}, "
        "UNIQUE (cost_line_id, year)",
        "objectives": f"{_ID}, {_BASIS}, {_OF_CASE}, {_name('name')}, {_text('description')}, UNIQUE (case_id, name)",
        "options": f"{_ID}, {_BASIS}, {_OF_CASE}, {_name('name')}, {_text('description', 'advantages', 'disadvantages', 'reason')}, "
        f"{_yes_no('benchmark')}, {_yes_no_or_not_stated('viable')}, {_yes_no('preferred')}, {_yes_no('decision_taken')}, "
        f"{_text('decision_reason')}, UNIQUE (case_id, name)",
        "option_organisations": f"{_ID}, option_id INTEGER NOT NULL REFERENCES options (id) ON DELETE CASCADE, "
        "organisation_id INTEGER NOT NULL REFERENCES organisations (id) ON DELETE CASCADE, UNIQUE (option_id, organisation_id)",
        "projects": f"{_ID}, {_BASIS}, {_OF_CASE}, {_name('name')}, {_text('participants', 'stage', 'owner')}, UNIQUE (case_id, name)",
        "evidence": f"{_ID}, {_BASIS}, {_OF_CASE}, {_name('statement')}, {_text('value', 'unit', 'date', 'conflicts_with')}",
        "criteria": f"{_ID}, {_BASIS}, {_OF_CASE}, {_name('name')}, {_text('heading', 'value_function', 'anchors')}, "
        + _choice("use", ("weighted", "must pass", "parked"), "weighted")
        + ", "
        + _choice("better", ("higher", "lower"), "higher")
        + f", {_decimal('worst', 'best', 'pass_mark', 'weight', 'weight_low', 'weight_high')}, rank_order INTEGER, "
        + f"{_yes_no('weights_stale')}, "
        + _choice("taken_from", ("", "unit cost", "FTE", "population"), "")
        + f", {_yes_no_or_not_stated('about_money')}, UNIQUE (case_id, name)",
        "assessor_groups": f"{_ID}, {_BASIS}, {_OF_CASE}, {_name('name')}, "
        "votes TEXT NOT NULL DEFAULT '1' CHECK (votes GLOB '*[0-9]*' AND NOT votes GLOB '*[^0-9.]*'), "
        + _choice("method", ("direct", "swing", "rank", "pairwise"), "direct")
        + ", UNIQUE (case_id, name)",
        "weights": f"{_ID}, {_BASIS}, assessor_group_id INTEGER NOT NULL REFERENCES assessor_groups (id) ON DELETE CASCADE, "
        "criterion_id INTEGER NOT NULL REFERENCES criteria (id) ON DELETE CASCADE, "
        "weight TEXT CHECK (weight GLOB '*[0-9]*' AND NOT weight GLOB '*[^0-9.]*'), rank_order INTEGER CHECK (rank_order > 0), "
        "CHECK (weight IS NOT NULL OR rank_order IS NOT NULL), UNIQUE (assessor_group_id, criterion_id)",
        "judgements": f"{_ID}, {_BASIS}, assessor_group_id INTEGER NOT NULL REFERENCES assessor_groups (id) ON DELETE CASCADE, "
        "criterion_id INTEGER NOT NULL REFERENCES criteria (id) ON DELETE CASCADE, "
        "over_id INTEGER NOT NULL REFERENCES criteria (id) ON DELETE CASCADE, "
        # any digit but 0 makes it more than 0
        "ratio TEXT NOT NULL CHECK (ratio GLOB '*[1-9]*' AND NOT ratio GLOB '*[^0-9.]*'), "
        "CHECK (criterion_id <> over_id), UNIQUE (assessor_group_id, criterion_id, over_id)",
        "scores": f"{_ID}, {_BASIS}, {_WITHHELD}, assessor_group_id INTEGER NOT NULL REFERENCES assessor_groups (id) ON DELETE CASCADE, "
        "option_id INTEGER NOT NULL REFERENCES options (id) ON DELETE CASCADE, "
        "criterion_id INTEGER NOT NULL REFERENCES criteria (id) ON DELETE CASCADE, "
        f"{_decimal('score', 'low', 'high')}, "
        + _choice("distribution", ("", "uniform", "normal", "log-normal", "beta"), "")
        + f", {_yes_no('not_applicable')}, {_text('comment')}, "
        "CHECK (NOT (not_applicable = 1 AND (score IS NOT NULL OR low IS NOT NULL OR high IS NOT NULL))), "
        "CHECK (distribution = '' OR low IS NOT NULL OR high IS NOT NULL), UNIQUE (assessor_group_id, option_id, criterion_id)",
        "cash_flows": f"{_ID}, {_BASIS}, {_OF_CASE}, option_id INTEGER REFERENCES options (id) ON DELETE CASCADE, "
        f"project_id INTEGER REFERENCES projects (id) ON DELETE CASCADE, {_name('line')}, "
        + _choice("kind", ("cost", "saving", "income", "funding"), "saving")
        + ", organisation_id INTEGER REFERENCES organisations (id) ON DELETE SET NULL, "
        f"{_yes_no_or_not_stated('cashable')}, {_yes_no_or_not_stated('recurring')}, "
        + _choice("type", ("", "revenue", "capital"), "")
        + ", "
        + _choice("fund", ("", "general", "housing"), "")
        + f", {_text('category', 'driver', 'confidence', 'condition', 'bias_class', 'bias_reason')}, "
        f"{_decimal('optimism_bias_percent', 'mitigation_percent')}, "
        "CHECK ((option_id IS NULL) <> (project_id IS NULL))",
        "cash_flow_amounts": f"{_ID}, cash_flow_id INTEGER NOT NULL REFERENCES cash_flows (id) ON DELETE CASCADE, {_YEAR}, {_ESTIMATE}, "
        "UNIQUE (cash_flow_id, year)",
        "partners": f"{_ID}, {_BASIS}, {_OF_CASE}, organisation_id INTEGER NOT NULL REFERENCES organisations (id) ON DELETE CASCADE, "
        f"{_decimal('volume_before', 'volume_after', 'performance_before', 'performance_after')}, UNIQUE (case_id, organisation_id)",
        "shares": f"{_ID}, {_BASIS}, {_OF_CASE}, {_OF_OWNER}, "
        + _choice("applies_to", ("costs", "savings", "funding"), "costs")
        + ", "
        + _choice("shared_by", ("equal", "baseline", "caseload", "population", "investment", "fixed", "first call"), "equal")
        + f", organisation_id INTEGER REFERENCES organisations (id) ON DELETE CASCADE, {_decimal('value', 'actual', 'actual_amount')}, "
        "CHECK ((option_id IS NULL) <> (project_id IS NULL))",
        "targets": f"{_ID}, {_BASIS}, {_OF_CASE}, {_name('indicator')}, "
        "organisation_id INTEGER REFERENCES organisations (id) ON DELETE CASCADE, "
        + _choice("mode", ("additive", "compound"), "additive")
        + f", {_estimate('baseline')}, {_estimate('carry_forward')}, {_estimate('carry_forward_non_cashable')}, "
        + _choice("carry_forward_counts", ("", "cashable only", "cashable and not"), ""),
        "target_percents": f"{_ID}, target_id INTEGER NOT NULL REFERENCES targets (id) ON DELETE CASCADE, {_YEAR}, "
        "percent TEXT NOT NULL CHECK (percent GLOB '*[0-9]*' AND NOT percent GLOB '*[^0-9.-]*'), UNIQUE (target_id, year)",
        "target_amounts": f"{_ID}, target_id INTEGER NOT NULL REFERENCES targets (id) ON DELETE CASCADE, {_YEAR}, {_ESTIMATE}, "
        "UNIQUE (target_id, year)",
        "funding": f"{_ID}, {_BASIS}, {_OF_CASE}, {_name('name')}, {_estimate('amount')}, "
        + _choice("kind", ("", "grant", "flexibility", "borrowing", "reserves", "in kind"), "")
        + ", "
        + _choice("status", ("sought", "awarded", "allocated", "spent"), "sought")
        + f", {_text('purpose', 'deadline')}",
        "budget_gaps": f"{_ID}, {_BASIS}, {_OF_CASE}, " + _choice("fund", ("", "general", "housing"), "") + ", UNIQUE (case_id, fund)",
        "budget_gap_amounts": f"{_ID}, budget_gap_id INTEGER NOT NULL REFERENCES budget_gaps (id) ON DELETE CASCADE, {_YEAR}, {_ESTIMATE}, "
        "UNIQUE (budget_gap_id, year)",
        "leavers": f"{_ID}, {_BASIS}, {_OF_CASE}, {_name('name')}, {_OF_OWNER}, {_estimate('weekly_pay')}, leaving TEXT, "
        "age INTEGER CHECK (age >= 0), service INTEGER CHECK (service >= 0), number INTEGER NOT NULL DEFAULT 1 CHECK (number >= 1), "
        "CHECK (option_id IS NULL OR project_id IS NULL)",
        "weekly_caps": f"{_ID}, {_BASIS}, {_OF_CASE}, {_decimal('amount')}, first TEXT, last TEXT, "
        "CHECK (first IS NULL OR last IS NULL OR first <= last)",
        "checklist_answers": f"{_ID}, {_BASIS}, {_OF_CASE}, {_name('line')}, {_text('answer', 'answered_by', 'date')}, "
        "UNIQUE (case_id, line)",
        "risks": f"{_ID}, {_BASIS}, {_OF_CASE}, {_name('name')}, "
        + _text("likelihood", "impact", "control", "owner", "likelihood_after", "impact_after"),
        "milestones": f"{_ID}, {_BASIS}, {_OF_CASE}, {_name('phase')}, {_name('name')}, {_text('date')}, {_yes_no('gate')}",
        "consultations": f"{_ID}, {_BASIS}, {_OF_CASE}, {_name('audience')}, {_name('event')}, {_text('date', 'said')}, "
        "attended INTEGER CHECK (attended >= 0), invited INTEGER CHECK (invited >= 0)",
        "actions": f"{_ID}, {_BASIS}, {_OF_CASE}, {_name('name')}, {_text('owner', 'due')}, "
        + _choice("kind", ("", "next step", "information needed", "ask of government", "improvement"), ""),
        "returns": f"{_ID}, {_BASIS}, {_OF_CASE}, organisation_id INTEGER REFERENCES organisations (id) ON DELETE CASCADE, "
        f"{_text('indicator')}, {_yes_no_or_not_stated('received')}, count INTEGER CHECK (count >= 1), "
        "CHECK (organisation_id IS NULL OR count IS NULL)",
        "return_ratings": f"{_ID}, return_id INTEGER NOT NULL REFERENCES returns (id) ON DELETE CASCADE, {_YEAR}, "
        "rating TEXT NOT NULL CHECK (rating IN ('G', 'A', 'R')), UNIQUE (return_id, year)",
        "return_gains": f"{_ID}, return_id INTEGER NOT NULL REFERENCES returns (id) ON DELETE CASCADE, {_YEAR}, {_ESTIMATE}, "
        "UNIQUE (return_id, year)",
        "resource_scores": f"{_ID}, {_BASIS}, {_OF_CASE}, {_name('name')}, "
        "score TEXT NOT NULL CHECK (score IN ('1', '2', '3', '4', 'n/a')), "
        "organisation_id INTEGER REFERENCES organisations (id) ON DELETE CASCADE, count INTEGER CHECK (count >= 0), "
        "CHECK (organisation_id IS NULL OR count IS NULL)",
        "rag_definitions": f"{_ID}, {_BASIS}, {_OF_CASE}, rating TEXT NOT NULL CHECK (rating IN ('green', 'amber', 'red')), "
        f"{_name('definition')}, UNIQUE (case_id, rating)",
        "return_packs": f"{_ID}, {_BASIS}, {_OF_CASE}, organisation_id INTEGER NOT NULL REFERENCES organisations (id) ON DELETE CASCADE, "
        f"version INTEGER NOT NULL CHECK (version >= 1), {_text('asked_as')}, asked_on TEXT, due TEXT, "
        f"{_text('questions', 'indicators', 'years')}, received_on TEXT, {_text('fingerprint')}, "
        "UNIQUE (case_id, organisation_id, version)",
        "partner_factors": f"{_ID}, {_BASIS}, {_OF_CASE}, {_name('name')}, "
        f"organisation_id INTEGER REFERENCES organisations (id) ON DELETE CASCADE, {_decimal('score')}, {_text('evidence', 'says_so')}, "
        f"{_yes_no_or_not_stated('applies')}",
        "profile_measures": f"{_ID}, {_BASIS}, {_OF_CASE}, organisation_id INTEGER NOT NULL REFERENCES organisations (id) "
        f"ON DELETE CASCADE, {_name('name')}, {_text('value', 'unit')}, UNIQUE (case_id, organisation_id, name)",
        "interview_notes": f"{_ID}, {_BASIS}, {_OF_CASE}, {_name('name')}, "
        f"organisation_id INTEGER REFERENCES organisations (id) ON DELETE CASCADE, {_text('date', 'note')}",
        "capabilities": f"{_ID}, {_BASIS}, {_OF_CASE}, {_name('name')}, "
        f"organisation_id INTEGER REFERENCES organisations (id) ON DELETE CASCADE, {_yes_no_or_not_stated('held')}, "
        f"{_text('evidence', 'says_so')}",
        "sharing_arrangements": f"{_ID}, {_BASIS}, {_OF_CASE}, {_name('name')}, {_text('partners')}, "
        + _choice("status", ("", "planned", "current", "at risk"), "")
        + f", {_text('start')}, {_estimate('saving')}, {_text('lessons_it', 'lessons_staff')}, {_OF_OWNER}, "
        "CHECK (option_id IS NULL OR project_id IS NULL)",
        "pool_contributions": f"{_ID}, {_BASIS}, {_OF_CASE}, organisation_id INTEGER NOT NULL REFERENCES organisations (id) "
        f"ON DELETE CASCADE, {_name('name')}, {_estimate('before')}, {_estimate('pooled')}, {_estimate('after')}, "
        f"{_decimal('volume_before', 'volume_after')}, {_text('condition', 'governance')}, UNIQUE (case_id, organisation_id, name)",
        "requests": f"{_ID}, {_BASIS}, {_OF_CASE}, {_name('name')}, {_text('question')}, "
        + _choice("put", ("", "to us", "by us"), "")
        + f", {_text('party', 'asked_on', 'deadline')}, within INTEGER CHECK (within >= 0), "
        + _choice("counted_in", ("working days", "clear days", "calendar days"), "working days")
        + f", {_text('needed', 'answer', 'answered_on')}",
        "papers": f"{_ID}, {_BASIS}, {_IN_CASE}, {_name('title')}, layout TEXT NOT NULL DEFAULT 'cabinet-report', meeting_date TEXT, "
        + _choice("status", ("draft", "final"), "draft")
        + ", "
        + _text(
            "council",
            "body",
            "item_number",
            "originator",
            "where_from",
            "where_to_next",
            "wards",
            "portfolio_holder",
            "plan_reference",
            "author",
            "key_decision_reason",
            "urgency_reason",
            "chair_agreement",
            "conflicts_of_interest",
            "policy_framework",
            "previous_reports",
            "circulation",
            "sensitive_issue",
            "ward_members_notified",
            "action_team",
            "local_targets",
            "lead_officer",
            "partnerships",
            "signed_by",
            "signature_lines",
            "section_order",
            "sections_left_out",
            "limit_source",
        )
        + f", {_yes_no_or_not_stated('key_decision')}, {_yes_no_or_not_stated('urgent')}, {_yes_no_or_not_stated('key_financial')}, "
        f"{_yes_no_or_not_stated('key_community')}, written_on TEXT, word_limit INTEGER CHECK (word_limit >= 1), "
        "page_limit INTEGER CHECK (page_limit >= 1), " + _decision() + ", UNIQUE (case_id, title)",
        "paper_sections": f"{_ID}, {_BASIS}, {_OF_PAPER}, {_name('heading')}, {_text('text')}",
        "recommendations": f"{_ID}, {_BASIS}, {_OF_PAPER}, {_name('text')}, " + _text("conditions", "supports", "reason", "short_name"),
        "implications": f"{_ID}, {_BASIS}, {_OF_PAPER}, {_name('heading')}, {_text('text')}",
        "officer_comments": f"{_ID}, {_BASIS}, {_OF_PAPER}, {_name('role')}, {_text('name', 'comment', 'date', 'asked_on')}",
        "background_papers": f"{_ID}, {_BASIS}, {_OF_PAPER}, {_name('document')}",
        "withheld_parts": f"{_ID}, {_BASIS}, {_OF_PAPER}, {_name('part')}",
        "appendices": f"{_ID}, {_BASIS}, {_OF_PAPER}, {_name('letter')}, {_name('title')}, {_text('note')}",
        "paper_contacts": f"{_ID}, {_BASIS}, {_OF_PAPER}, {_name('role')}, {_text('name', 'phone', 'email')}",
        "set_asides": f"{_ID}, {_BASIS}, {_ABOUT_PAPER}, {_name('item')}, {_text('sentence')}, {_name('reason')}, UNIQUE (paper_id, item)",
        "finals": f"{_ID}, {_BASIS}, {_ABOUT_PAPER}, {_VERSION.format('version')}, "
        f"{_name('made_at')}, {_name('login')}, {_name('layout')}, "
        f"{_sha256('public_sha256')}, exempt_sha256 TEXT NOT NULL DEFAULT '' CHECK (exempt_sha256 = '' OR {_is_sha256('exempt_sha256')}), "
        f"{_sha256('records_sha256')}, {_yes_no('apart')}, UNIQUE (paper_id, version)",
        "final_figures": f"{_ID}, {_BASIS}, {_ABOUT_PAPER}, {_VERSION.format('version')}, {_name('kind')}, "
        f"{_text('record', 'field', 'year', 'label', 'value', 'public_value')}, UNIQUE (paper_id, version, kind, record, field, year)",
        "change_reasons": f"{_ID}, {_BASIS}, {_ABOUT_PAPER}, {_VERSION.format('since')}, {_name('kind')}, "
        f"{_text('record', 'field', 'year', 'reason', 'trail', 'public_trail')}, UNIQUE (paper_id, since, kind, record, field, year)",
    }


_TRAIL = {
    "units": f"{_ID}, at TEXT NOT NULL, login TEXT NOT NULL, label TEXT NOT NULL, undoes INTEGER REFERENCES units (id), "
    "open INTEGER NOT NULL DEFAULT 1 CHECK (open IN (0, 1))",
    "changes": f"{_ID}, unit_id INTEGER NOT NULL REFERENCES units (id), table_name TEXT NOT NULL, row_id INTEGER NOT NULL, "
    "before TEXT, after TEXT",
}
_INDEXES = (
    "cost_lines (service_id)",
    "options (case_id)",
    "option_organisations (organisation_id)",
    "criteria (case_id)",
    "scores (option_id)",
    "scores (criterion_id)",
    "weights (criterion_id)",
    "judgements (criterion_id)",
    "judgements (over_id)",
    "cash_flows (case_id)",
    "cash_flows (option_id)",
    "cash_flows (project_id)",
    "shares (case_id)",
    "targets (case_id)",
    "returns (case_id)",
    "paper_sections (paper_id)",
    "changes (unit_id)",
)


def change_triggers(connection: sqlite3.Connection, table: str) -> list[str]:
    """The three triggers that write a table's changes. A write outside a unit of work has no unit, and fails.

    The images are JSON put together from plain text functions: with `trusted_schema` off, SQLite before 3.43 or so refuses
    `json_object` inside a trigger.
    """
    columns = [(row[1], row[2]) for row in connection.execute(f"PRAGMA table_info({table})")]

    def value(row: str, column: str, kind: str) -> str:
        if kind == "INTEGER":
            return f"coalesce({row}.{column}, 'null')"
        plain = escaped = f"{row}.{column}"
        for special, written in (
            ("'\\'", "'\\\\'"),
            ("'\"'", "'\\\"'"),
            ("char(10)", "'\\n'"),
            ("char(13)", "'\\r'"),
            ("char(9)", "'\\t'"),
        ):
            escaped = f"replace({escaped}, {special}, {written})"
        # most texts are blank or hold nothing special: to ask first costs a third less than to replace at once
        return (
            f"CASE WHEN {plain} IS NULL THEN 'null' WHEN {plain} = '' THEN '\"\"' "
            f"WHEN {plain} GLOB '*[\"\\\t\n\r]*' THEN '\"' || {escaped} || '\"' ELSE '\"' || {plain} || '\"' END"
        )

    def image(row: str) -> str:
        return "'{' || " + " || ', ' || ".join(f"'\"{column}\": ' || {value(row, column, kind)}" for column, kind in columns) + " || '}'"

    unit = "(SELECT id FROM units WHERE id = (SELECT max(id) FROM units) AND open = 1)"
    statements = []
    for event, row, before, after in (
        ("INSERT", "NEW", "NULL", image("NEW")),
        ("UPDATE", "NEW", image("OLD"), image("NEW")),
        ("DELETE", "OLD", image("OLD"), "NULL"),
    ):
        statements.append(
            f"CREATE TRIGGER {table}_{event.lower()} AFTER {event} ON {table} BEGIN "
            f"INSERT INTO changes (unit_id, table_name, row_id, before, after) "
            f"VALUES ({unit}, '{table}', {row}.id, {before}, {after}); END"
        )
    return statements


def _migration_1(connection: sqlite3.Connection) -> None:
    """Every table of the first release."""
    tables = _tables_of_1()
    for name, body in (_TRAIL | tables).items():
        connection.execute(f"CREATE TABLE {name} ({body}) STRICT")
    for index in _INDEXES:
        name = index.replace(" (", "_by_").replace(")", "")
        connection.execute(f"CREATE INDEX {name} ON {index}")
    for name in tables:
        for trigger in change_triggers(connection, name):
            connection.execute(trigger)


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_migration_1,)
LATEST = len(MIGRATIONS)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a store to the latest schema, one transaction a migration, with foreign keys off and checked before each commit."""
    connection.execute("PRAGMA foreign_keys = OFF")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    for number, step in enumerate(MIGRATIONS[version:], start=version + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            step(connection)
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
            if broken is not None:
                raise sqlite3.IntegrityError(f"migration {number} leaves {broken[0]} pointing nowhere")
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
    connection.execute("PRAGMA foreign_keys = ON")


def schema_objects(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    """Every table, index, trigger and view, with the SQL that made it; SQLite's own are left out."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite^_%' ESCAPE '^'")
    return {(kind, name, sql) for kind, name, sql in rows}


@functools.cache
def expected_schema() -> frozenset[tuple[str, str, str]]:
    """The whole schema of the latest version: a store that holds anything else has been tampered with."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(connection)
        return frozenset(schema_objects(connection))
    finally:
        connection.close()
