"""The rules that the tables themselves hold every row to; that they are the nouns' tables is tested beside those."""

from __future__ import annotations

import sqlite3

import pytest

from db.store import Store
from tests.db.filled import fill, tables


def test_every_table_is_strict_and_never_uses_an_id_again(store: Store) -> None:
    reader = store.reader()
    for table in tables(reader):
        assert reader.rows("SELECT strict FROM pragma_table_list WHERE name = ?", table) == [(1,)]
        [(made,)] = reader.rows("SELECT sql FROM sqlite_master WHERE name = ?", table)
        assert "id INTEGER PRIMARY KEY AUTOINCREMENT" in made


def test_every_table_of_records_writes_its_changes(store: Store) -> None:
    reader = store.reader()
    for table in set(tables(reader)) - {"units", "changes"}:
        triggers = {name for (name,) in reader.rows("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", table)}
        assert triggers == {f"{table}_insert", f"{table}_update", f"{table}_delete"}


def test_every_column_of_a_record_stands_in_its_changes(store: Store) -> None:
    """A column that a migration adds and the triggers do not name could change without a trace: its unit would seem to change nothing."""
    reader = store.reader()
    for table, statement in reader.rows("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"):
        for (column,) in reader.rows("SELECT name FROM pragma_table_info(?)", table):
            assert f"'{column}'" in statement, (table, column)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cost_amounts SET low = 1.5",
        "UPDATE cost_amounts SET low = '£5'",
        "UPDATE cost_amounts SET high = high + 1",
        "UPDATE cash_flow_amounts SET kind = 'exact'",
        "UPDATE cash_flow_amounts SET kind = 'a guess'",
        "UPDATE cash_flow_amounts SET low = 1",
        "UPDATE services SET fte = 'twelve'",
        "UPDATE options SET benchmark = 2",
        "UPDATE options SET name = '  '",
        "UPDATE options SET basis = 'rumour'",
        "UPDATE cases SET horizon = 0",
        "UPDATE cases SET base_year = 201112",
        "UPDATE scores SET not_applicable = 1",
        "UPDATE scores SET score = NULL, low = '5', not_applicable = 1",
        "UPDATE scores SET low = '5', distribution = 'bell'",
        "UPDATE scores SET distribution = 'normal'",
        "UPDATE scores SET score = '1-2'",
        "UPDATE scores SET score = '1.2.3'",
        "UPDATE scores SET low = '--5'",
        "UPDATE scores SET high = '.'",
        "UPDATE assessor_groups SET votes = '1.2.3'",
        "UPDATE cases SET seed = -1",
        "UPDATE cases SET simulated_weights = 'any'",
        "UPDATE options SET decision_taken = 2",
        "UPDATE criteria SET taken_from = 'acreage'",
        "UPDATE criteria SET weights_stale = NULL",
        "UPDATE option_organisations SET organisation_id = 99",
        "INSERT INTO option_organisations (option_id, organisation_id) SELECT option_id, organisation_id FROM option_organisations",
        "UPDATE cash_flows SET option_id = NULL",
        "UPDATE cash_flows SET kind = 'gift'",
        "UPDATE cases SET quick_win_months = 0",
        "UPDATE cases SET tolerance_percent = '-3'",
        "UPDATE shares SET actual = 'many'",
        "UPDATE shares SET actual_amount = 'many'",
        "UPDATE targets SET baseline_kind = 'exact'",
        "UPDATE targets SET baseline_low = 5",
        "UPDATE targets SET carry_forward_kind = 'range', carry_forward_low = 5, carry_forward_high = 3",
        "UPDATE targets SET mode = 'guess'",
        "UPDATE targets SET indicator = ' '",
        "UPDATE target_percents SET percent = 'three'",
        "INSERT INTO target_percents (target_id, year, percent) SELECT target_id, year, percent FROM target_percents",
        "UPDATE shares SET shared_by = 'by ear'",
        "UPDATE shares SET option_id = NULL",
        "UPDATE shares SET applies_to = 'staff'",
        "INSERT INTO partners (case_id, organisation_id) SELECT case_id, organisation_id FROM partners",
        "UPDATE funding SET status = 'promised'",
        "UPDATE funding SET kind = 'gift'",
        "UPDATE funding SET amount_kind = 'about'",
        "UPDATE leavers SET number = 0",
        "UPDATE leavers SET age = -1",
        "UPDATE weekly_caps SET first = '2012-02-01'",
        "INSERT INTO budget_gaps (case_id, fund) SELECT case_id, fund FROM budget_gaps",
        "INSERT INTO checklist_answers (case_id, line) SELECT case_id, line FROM checklist_answers",
        "UPDATE returns SET received = 2",
        "UPDATE returns SET count = 2",
        "UPDATE return_ratings SET rating = 'B'",
        "INSERT INTO return_ratings (return_id, year, rating) SELECT return_id, year, 'R' FROM return_ratings",
        "UPDATE return_gains SET kind = 'a guess'",
        "UPDATE return_packs SET version = 0",
        "UPDATE resource_scores SET score = '5'",
        "UPDATE resource_scores SET count = -1",
        "INSERT INTO rag_definitions (case_id, rating, definition) SELECT case_id, rating, 'again' FROM rag_definitions",
        "UPDATE partner_factors SET score = 'high'",
        "UPDATE partner_factors SET name = ''",
        "INSERT INTO profile_measures (case_id, organisation_id, name) SELECT case_id, organisation_id, name FROM profile_measures",
        "UPDATE interview_notes SET withheld = 'secret'",
        "UPDATE capabilities SET held = 5",
        "UPDATE sharing_arrangements SET status = 'gone'",
        "UPDATE sharing_arrangements SET saving_kind = 'range'",
        "UPDATE pool_contributions SET after_low = 1",
        "UPDATE spend_lines SET tier = 'parochial'",
        "UPDATE spend_lines SET frontline_percent = '-5'",
        "UPDATE spend_lines SET handling_kind = 'exact'",
        "UPDATE grant_rounds SET match_percent = '-5'",
        "UPDATE grant_rounds SET most_kind = 'range'",
        "INSERT INTO grant_rounds (case_id, name) SELECT case_id, name FROM grant_rounds",
        "INSERT INTO grant_bids (case_id, cash_flow_id, round_id) SELECT case_id, cash_flow_id, round_id FROM grant_bids",
        "UPDATE governance_bodies SET name = ' '",
        "UPDATE unknowns SET withheld = 'secret'",
        "UPDATE requests SET within = -1",
        "UPDATE requests SET counted_in = 'weeks'",
        "UPDATE actions SET kind = 'wish'",
        "UPDATE options SET case_id = 99",
        "INSERT INTO cases (title, base_year, horizon) SELECT title, base_year, horizon FROM cases",
    ],
)
def test_a_row_that_breaks_the_rules_is_refused(store: Store, statement: str) -> None:
    fill(store)
    with pytest.raises(sqlite3.IntegrityError), store.unit_of_work("break a rule") as unit:
        unit.run(statement)


def test_money_is_whole_pence_to_the_last_digit(store: Store) -> None:
    fill(store)
    pence = 99_999_999_999_999
    with store.unit_of_work("a large amount") as unit:
        unit.run("UPDATE cost_amounts SET low = ?1, central = ?1, high = ?1", pence)
    reader = store.reader()
    assert reader.rows("SELECT low, typeof(low) FROM cost_amounts") == [(pence, "integer")]
