"""Migration 2: the store's own id, places for its seal, and what the issues that follow record, as literal text.

It may be edited until a version with it is given out, and then never again; the digest of what it makes is held by a test. A line ends as
in `schema_1`. Fields that old nouns gain here have no heading, and new nouns no sheet: the issue that first uses one gives it that.

Whatever the trail says of a row is said anew as it would be written now, so that a step made under version 1 is undone and redone with
every column, and a row put back as it was is told to be so.
"""

from __future__ import annotations

#: What the text of a table gains before its last such place: columns. ALTER TABLE would write the same text and read the whole schema anew
#: for each, which made a new store take four times as long.
COLUMNS_ADDED = {
    "units": (
        ") STRICT",
        ", rows_seal BLOB CHECK (length(rows_seal) = 32), trail_seal BLOB CHECK (length(trail_seal) = 32)",
    ),
    "cases": (
        ") STRICT",
        ", assumed_inflation_percent TEXT "
        "CHECK (assumed_inflation_percent GLOB '*[0-9]*' AND NOT assumed_inflation_percent GLOB '*[^0-9.-]*'), "
        "borrowing_rate_percent TEXT CHECK (borrowing_rate_percent GLOB '*[0-9]*' AND NOT borrowing_rate_percent GLOB '*[^0-9.]*'), "
        "discount_vintage TEXT NOT NULL DEFAULT '', deflator_vintage TEXT NOT NULL DEFAULT ''",
    ),
    "cash_flows": (
        ", CHECK ((option_id",
        ", funding_source TEXT NOT NULL DEFAULT '' "
        "CHECK (funding_source IN ('', 'grant', 'contribution', 'receipts', 'reserves', 'borrowing', 'in kind')), "
        "status TEXT NOT NULL DEFAULT '' CHECK (status IN ('', 'sought', 'awarded')), asset_life INTEGER CHECK (asset_life >= 1), "
        "rate_percent TEXT CHECK (rate_percent GLOB '*[0-9]*' AND NOT rate_percent GLOB '*[^0-9.]*'), "
        "mrp TEXT NOT NULL DEFAULT '' CHECK (mrp IN ('', 'equal', 'annuity')), "
        "in_use_from INTEGER CHECK (in_use_from BETWEEN 1900 AND 2999), in_plan INTEGER CHECK (in_plan IN (0, 1)), "
        "inflation_percent TEXT CHECK (inflation_percent GLOB '*[0-9]*' AND NOT inflation_percent GLOB '*[^0-9.-]*')",
    ),
    "paper_sections": (
        ") STRICT",
        ", question TEXT NOT NULL DEFAULT '' CHECK (question IN ("
        "'', 'outcome', 'indicator and targets', 'what we do now', 'options', 'what we could stop', "
        "'alternative providers', 'recommended approach', 'dependencies', 'innovation', 'other outcomes', "
        "'risks', 'milestones', 'resources provided', 'resources sought', 'who is involved', 'contributions', "
        "'communication channels'))",
    ),
    "milestones": (
        ") STRICT",
        ", term TEXT NOT NULL DEFAULT '' CHECK (term IN ('', 'immediate', 'quick win', 'short term', 'medium term', 'long term'))",
    ),
    "papers": (", UNIQUE (case_id", ", body_paper_id INTEGER REFERENCES papers (id) ON DELETE SET NULL"),
    "finals": (
        ", UNIQUE (paper_id",
        ", public_annex_sha256 TEXT NOT NULL DEFAULT '' "
        "CHECK (public_annex_sha256 = '' OR (length(public_annex_sha256) = 64 AND NOT public_annex_sha256 GLOB '*[^0-9a-f]*')), "
        "exempt_annex_sha256 TEXT NOT NULL DEFAULT '' "
        "CHECK (exempt_annex_sha256 = '' OR (length(exempt_annex_sha256) = 64 AND NOT exempt_annex_sha256 GLOB '*[^0-9a-f]*'))",
    ),
}

#: Tables whose checks are wider than they were, whole.
TABLES_REMADE = {
    "criteria": """\
CREATE TABLE criteria (id INTEGER PRIMARY KEY AUTOINCREMENT, \
basis TEXT NOT NULL DEFAULT 'reported' CHECK (basis IN ('reported', 'assumed', 'illustrative')), source TEXT NOT NULL DEFAULT '', \
case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE, position INTEGER NOT NULL DEFAULT 0, \
withheld TEXT NOT NULL DEFAULT '' CHECK (withheld IN ('', 'exempt', 'confidential')),
    exempt_paragraphs TEXT NOT NULL DEFAULT '' CHECK (exempt_paragraphs NOT GLOB '*[^1-7, ]*'),
    public_interest TEXT NOT NULL DEFAULT '', name_public INTEGER NOT NULL DEFAULT 0 CHECK (name_public IN (0, 1))
    CHECK (withheld = 'exempt' OR exempt_paragraphs = ''), name TEXT NOT NULL CHECK (length(trim(name)) > 0), \
heading TEXT NOT NULL DEFAULT '', value_function TEXT NOT NULL DEFAULT '', anchors TEXT NOT NULL DEFAULT '', \
use TEXT NOT NULL DEFAULT 'weighted' CHECK (use IN ('weighted', 'must pass', 'parked')), \
better TEXT NOT NULL DEFAULT 'higher' CHECK (better IN ('higher', 'lower')), \
worst TEXT CHECK (worst GLOB '*[0-9]*' AND NOT worst GLOB '*[^0-9.-]*'), \
best TEXT CHECK (best GLOB '*[0-9]*' AND NOT best GLOB '*[^0-9.-]*'), \
pass_mark TEXT CHECK (pass_mark GLOB '*[0-9]*' AND NOT pass_mark GLOB '*[^0-9.-]*'), \
weight TEXT CHECK (weight GLOB '*[0-9]*' AND NOT weight GLOB '*[^0-9.-]*'), \
weight_low TEXT CHECK (weight_low GLOB '*[0-9]*' AND NOT weight_low GLOB '*[^0-9.-]*'), \
weight_high TEXT CHECK (weight_high GLOB '*[0-9]*' AND NOT weight_high GLOB '*[^0-9.-]*'), rank_order INTEGER, \
weights_stale INTEGER NOT NULL DEFAULT 0 CHECK (weights_stale IN (0, 1)), \
taken_from TEXT NOT NULL DEFAULT '' CHECK (taken_from IN ('', 'unit cost', 'FTE', 'population', \
'electors per councillor', 'balance of population', 'balance of need', 'balance of tax base')), \
about_money INTEGER CHECK (about_money IN (0, 1)), UNIQUE (case_id, name)) STRICT""",
    "organisations": """\
CREATE TABLE organisations (id INTEGER PRIMARY KEY AUTOINCREMENT, \
basis TEXT NOT NULL DEFAULT 'reported' CHECK (basis IN ('reported', 'assumed', 'illustrative')), source TEXT NOT NULL DEFAULT '', \
withheld TEXT NOT NULL DEFAULT '' CHECK (withheld IN ('', 'exempt', 'confidential')),
    exempt_paragraphs TEXT NOT NULL DEFAULT '' CHECK (exempt_paragraphs NOT GLOB '*[^1-7, ]*'),
    public_interest TEXT NOT NULL DEFAULT '', name_public INTEGER NOT NULL DEFAULT 0 CHECK (name_public IN (0, 1))
    CHECK (withheld = 'exempt' OR exempt_paragraphs = ''), name TEXT NOT NULL CHECK (length(trim(name)) > 0) UNIQUE, \
kind TEXT NOT NULL DEFAULT '' CHECK (kind IN ('', 'district', 'county', 'unitary', 'combined authority', 'parish', 'police', 'fire', \
'NHS', 'company', 'charity', 'union', 'other')), \
own INTEGER NOT NULL DEFAULT 0 CHECK (own IN (0, 1)), population INTEGER CHECK (population >= 0), \
area TEXT CHECK (area GLOB '*[0-9]*' AND NOT area GLOB '*[^0-9.-]*'), \
key_decision_amount TEXT CHECK (key_decision_amount GLOB '*[0-9]*' AND NOT key_decision_amount GLOB '*[^0-9.-]*'), \
key_decision_counts TEXT NOT NULL DEFAULT 'in all' CHECK (key_decision_counts IN ('in all', 'a year'))) STRICT""",
    "funding": """\
CREATE TABLE funding (id INTEGER PRIMARY KEY AUTOINCREMENT, \
basis TEXT NOT NULL DEFAULT 'reported' CHECK (basis IN ('reported', 'assumed', 'illustrative')), source TEXT NOT NULL DEFAULT '', \
case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE, position INTEGER NOT NULL DEFAULT 0, \
withheld TEXT NOT NULL DEFAULT '' CHECK (withheld IN ('', 'exempt', 'confidential')),
    exempt_paragraphs TEXT NOT NULL DEFAULT '' CHECK (exempt_paragraphs NOT GLOB '*[^1-7, ]*'),
    public_interest TEXT NOT NULL DEFAULT '', name_public INTEGER NOT NULL DEFAULT 0 CHECK (name_public IN (0, 1))
    CHECK (withheld = 'exempt' OR exempt_paragraphs = ''), name TEXT NOT NULL CHECK (length(trim(name)) > 0), \
amount_kind TEXT NOT NULL DEFAULT '', amount_low INTEGER, amount_central INTEGER, amount_high INTEGER, \
amount_approximate INTEGER NOT NULL DEFAULT 0 CHECK (amount_approximate IN (0, 1)) CHECK (CASE amount_kind
        WHEN 'exact' THEN amount_low IS NOT NULL AND amount_low = amount_high AND amount_low = amount_central
        WHEN 'about' THEN amount_low IS NOT NULL AND amount_low = amount_high AND amount_low = amount_central
        WHEN 'range' THEN amount_low IS NOT NULL AND amount_high IS NOT NULL AND amount_low <= amount_high
            AND (amount_central IS NULL OR amount_central BETWEEN amount_low AND amount_high)
        WHEN 'at most' THEN amount_low IS NULL AND amount_central IS NULL AND amount_high IS NOT NULL
        WHEN 'at least' THEN amount_low IS NOT NULL AND amount_central IS NULL AND amount_high IS NULL
        WHEN 'not known' THEN amount_low IS NULL AND amount_central IS NULL AND amount_high IS NULL
        WHEN '' THEN amount_low IS NULL AND amount_central IS NULL AND amount_high IS NULL
        ELSE 0 END), kind TEXT NOT NULL DEFAULT '' CHECK (kind IN ('', 'grant', 'contribution', 'receipts', 'flexibility', 'borrowing', \
'reserves', 'in kind')), \
status TEXT NOT NULL DEFAULT 'sought' CHECK (status IN ('sought', 'awarded', 'allocated', 'spent')), purpose TEXT NOT NULL DEFAULT '', \
deadline TEXT NOT NULL DEFAULT '') STRICT""",
    "budget_gaps": """\
CREATE TABLE budget_gaps (id INTEGER PRIMARY KEY AUTOINCREMENT, \
basis TEXT NOT NULL DEFAULT 'reported' CHECK (basis IN ('reported', 'assumed', 'illustrative')), source TEXT NOT NULL DEFAULT '', \
case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE, position INTEGER NOT NULL DEFAULT 0, \
withheld TEXT NOT NULL DEFAULT '' CHECK (withheld IN ('', 'exempt', 'confidential')),
    exempt_paragraphs TEXT NOT NULL DEFAULT '' CHECK (exempt_paragraphs NOT GLOB '*[^1-7, ]*'),
    public_interest TEXT NOT NULL DEFAULT '', name_public INTEGER NOT NULL DEFAULT 0 CHECK (name_public IN (0, 1))
    CHECK (withheld = 'exempt' OR exempt_paragraphs = ''), fund TEXT NOT NULL DEFAULT '' CHECK (fund IN ('', 'general', 'housing')), \
organisation_id INTEGER REFERENCES organisations (id) ON DELETE CASCADE, \
prices TEXT NOT NULL DEFAULT '' CHECK (prices IN ('', 'cash', 'real')), UNIQUE (case_id, organisation_id, fund)) STRICT""",
}

#: What is new. A gap of no organisation is ours, and of those too there is one a fund, which UNIQUE does not say of what is NULL.
TABLES_ADDED = """\
CREATE UNIQUE INDEX budget_gaps_of_our_own ON budget_gaps (case_id, fund) WHERE organisation_id IS NULL;
CREATE TABLE store (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL CHECK (length(id) = 36)) STRICT;
CREATE TABLE phasings (id INTEGER PRIMARY KEY AUTOINCREMENT, \
basis TEXT NOT NULL DEFAULT 'reported' CHECK (basis IN ('reported', 'assumed', 'illustrative')), source TEXT NOT NULL DEFAULT '', \
case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE, position INTEGER NOT NULL DEFAULT 0, \
withheld TEXT NOT NULL DEFAULT '' CHECK (withheld IN ('', 'exempt', 'confidential')), \
exempt_paragraphs TEXT NOT NULL DEFAULT '' CHECK (exempt_paragraphs NOT GLOB '*[^1-7, ]*'), \
public_interest TEXT NOT NULL DEFAULT '', name_public INTEGER NOT NULL DEFAULT 0 CHECK (name_public IN (0, 1)) \
CHECK (withheld = 'exempt' OR exempt_paragraphs = ''), \
cash_flow_id INTEGER NOT NULL UNIQUE REFERENCES cash_flows (id) ON DELETE CASCADE, \
total_kind TEXT NOT NULL DEFAULT '', total_low INTEGER, total_central INTEGER, total_high INTEGER, \
total_approximate INTEGER NOT NULL DEFAULT 0 CHECK (total_approximate IN (0, 1)) CHECK (CASE total_kind
        WHEN 'exact' THEN total_low IS NOT NULL AND total_low = total_high AND total_low = total_central
        WHEN 'about' THEN total_low IS NOT NULL AND total_low = total_high AND total_low = total_central
        WHEN 'range' THEN total_low IS NOT NULL AND total_high IS NOT NULL AND total_low <= total_high
            AND (total_central IS NULL OR total_central BETWEEN total_low AND total_high)
        WHEN 'at most' THEN total_low IS NULL AND total_central IS NULL AND total_high IS NOT NULL
        WHEN 'at least' THEN total_low IS NOT NULL AND total_central IS NULL AND total_high IS NULL
        WHEN 'not known' THEN total_low IS NULL AND total_central IS NULL AND total_high IS NULL
        WHEN '' THEN total_low IS NULL AND total_central IS NULL AND total_high IS NULL
        ELSE 0 END)) STRICT;
CREATE INDEX phasings_by_case_id ON phasings (case_id);
CREATE TABLE phasing_percents (id INTEGER PRIMARY KEY AUTOINCREMENT, \
phasing_id INTEGER NOT NULL REFERENCES phasings (id) ON DELETE CASCADE, year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2999), \
percent TEXT NOT NULL CHECK (percent GLOB '*[0-9]*' AND NOT percent GLOB '*[^0-9.-]*'), UNIQUE (phasing_id, year)) STRICT;
CREATE TABLE scenarios (id INTEGER PRIMARY KEY AUTOINCREMENT, \
basis TEXT NOT NULL DEFAULT 'reported' CHECK (basis IN ('reported', 'assumed', 'illustrative')), source TEXT NOT NULL DEFAULT '', \
case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE, position INTEGER NOT NULL DEFAULT 0, \
withheld TEXT NOT NULL DEFAULT '' CHECK (withheld IN ('', 'exempt', 'confidential')), \
exempt_paragraphs TEXT NOT NULL DEFAULT '' CHECK (exempt_paragraphs NOT GLOB '*[^1-7, ]*'), \
public_interest TEXT NOT NULL DEFAULT '', name_public INTEGER NOT NULL DEFAULT 0 CHECK (name_public IN (0, 1)) \
CHECK (withheld = 'exempt' OR exempt_paragraphs = ''), name TEXT NOT NULL CHECK (length(trim(name)) > 0), \
option_id INTEGER REFERENCES options (id) ON DELETE CASCADE, project_id INTEGER REFERENCES projects (id) ON DELETE CASCADE, \
cash_flow_id INTEGER REFERENCES cash_flows (id) ON DELETE CASCADE, \
kind TEXT NOT NULL DEFAULT '' CHECK (kind IN ('', 'cost', 'saving', 'income', 'funding')), \
percent TEXT CHECK (percent GLOB '*[0-9]*' AND NOT percent GLOB '*[^0-9.]*'), \
CHECK ((option_id IS NULL) <> (project_id IS NULL))) STRICT;
CREATE INDEX scenarios_by_case_id ON scenarios (case_id);
CREATE INDEX scenarios_by_cash_flow_id ON scenarios (cash_flow_id);
CREATE TABLE actuals (id INTEGER PRIMARY KEY AUTOINCREMENT, \
basis TEXT NOT NULL DEFAULT 'reported' CHECK (basis IN ('reported', 'assumed', 'illustrative')), source TEXT NOT NULL DEFAULT '', \
case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE, position INTEGER NOT NULL DEFAULT 0, \
withheld TEXT NOT NULL DEFAULT '' CHECK (withheld IN ('', 'exempt', 'confidential')), \
exempt_paragraphs TEXT NOT NULL DEFAULT '' CHECK (exempt_paragraphs NOT GLOB '*[^1-7, ]*'), \
public_interest TEXT NOT NULL DEFAULT '', name_public INTEGER NOT NULL DEFAULT 0 CHECK (name_public IN (0, 1)) \
CHECK (withheld = 'exempt' OR exempt_paragraphs = ''), \
cash_flow_id INTEGER NOT NULL UNIQUE REFERENCES cash_flows (id) ON DELETE CASCADE, \
rating TEXT NOT NULL DEFAULT '' CHECK (rating IN ('', 'green', 'amber', 'red')), reason TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX actuals_by_case_id ON actuals (case_id);
CREATE TABLE actual_amounts (id INTEGER PRIMARY KEY AUTOINCREMENT, \
actual_id INTEGER NOT NULL REFERENCES actuals (id) ON DELETE CASCADE, year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2999), \
kind TEXT NOT NULL, low INTEGER, central INTEGER, high INTEGER, \
approximate INTEGER NOT NULL DEFAULT 0 CHECK (approximate IN (0, 1)), CHECK (CASE kind
        WHEN 'exact' THEN low IS NOT NULL AND low = high AND low = central
        WHEN 'about' THEN low IS NOT NULL AND low = high AND low = central
        WHEN 'range' THEN low IS NOT NULL AND high IS NOT NULL AND low <= high
            AND (central IS NULL OR central BETWEEN low AND high)
        WHEN 'at most' THEN low IS NULL AND central IS NULL AND high IS NOT NULL
        WHEN 'at least' THEN low IS NOT NULL AND central IS NULL AND high IS NULL
        WHEN 'not known' THEN low IS NULL AND central IS NULL AND high IS NULL
        ELSE 0 END), UNIQUE (actual_id, year)) STRICT;
CREATE TABLE reference_values (id INTEGER PRIMARY KEY AUTOINCREMENT, \
basis TEXT NOT NULL DEFAULT 'reported' CHECK (basis IN ('reported', 'assumed', 'illustrative')), source TEXT NOT NULL DEFAULT '', \
series TEXT NOT NULL CHECK (length(trim(series)) > 0), key TEXT NOT NULL CHECK (length(trim(key)) > 0), \
value TEXT NOT NULL CHECK (length(trim(value)) > 0), first TEXT, last TEXT, vintage TEXT NOT NULL CHECK (length(trim(vintage)) > 0), \
CHECK (first IS NULL OR last IS NULL OR first <= last), UNIQUE (series, vintage, key)) STRICT;
CREATE TABLE house_styles (id INTEGER PRIMARY KEY AUTOINCREMENT, \
name TEXT NOT NULL CHECK (length(trim(name)) > 0), points INTEGER NOT NULL DEFAULT 12 CHECK (points BETWEEN 12 AND 18), \
template_name TEXT NOT NULL DEFAULT '', template TEXT NOT NULL DEFAULT '', logo TEXT NOT NULL DEFAULT '', \
logo_alternative TEXT NOT NULL DEFAULT '', headings TEXT NOT NULL DEFAULT '', section_order TEXT NOT NULL DEFAULT '', \
standing_texts TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE pictures (id INTEGER PRIMARY KEY AUTOINCREMENT, \
basis TEXT NOT NULL DEFAULT 'reported' CHECK (basis IN ('reported', 'assumed', 'illustrative')), source TEXT NOT NULL DEFAULT '', \
paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE, position INTEGER NOT NULL DEFAULT 0, \
withheld TEXT NOT NULL DEFAULT '' CHECK (withheld IN ('', 'exempt', 'confidential')), \
exempt_paragraphs TEXT NOT NULL DEFAULT '' CHECK (exempt_paragraphs NOT GLOB '*[^1-7, ]*'), \
public_interest TEXT NOT NULL DEFAULT '', name_public INTEGER NOT NULL DEFAULT 0 CHECK (name_public IN (0, 1)) \
CHECK (withheld = 'exempt' OR exempt_paragraphs = ''), name TEXT NOT NULL CHECK (length(trim(name)) > 0), \
alternative TEXT NOT NULL DEFAULT '', caption TEXT NOT NULL DEFAULT '', \
width INTEGER NOT NULL DEFAULT 100 CHECK (width BETWEEN 10 AND 100), UNIQUE (paper_id, name)) STRICT;
CREATE TABLE picture_files (id INTEGER PRIMARY KEY AUTOINCREMENT, \
name TEXT NOT NULL DEFAULT '', sha256 TEXT NOT NULL DEFAULT '', contents TEXT NOT NULL DEFAULT '', \
picture_id INTEGER NOT NULL UNIQUE REFERENCES pictures (id) ON DELETE CASCADE) STRICT;
CREATE TABLE appendix_files (id INTEGER PRIMARY KEY AUTOINCREMENT, \
name TEXT NOT NULL DEFAULT '', sha256 TEXT NOT NULL DEFAULT '', contents TEXT NOT NULL DEFAULT '', \
appendix_id INTEGER NOT NULL UNIQUE REFERENCES appendices (id) ON DELETE CASCADE, pages INTEGER NOT NULL DEFAULT 0, \
tagged INTEGER NOT NULL DEFAULT 0 CHECK (tagged IN (0, 1))) STRICT;
CREATE TABLE new_councils (id INTEGER PRIMARY KEY AUTOINCREMENT, \
basis TEXT NOT NULL DEFAULT 'reported' CHECK (basis IN ('reported', 'assumed', 'illustrative')), source TEXT NOT NULL DEFAULT '', \
case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE, position INTEGER NOT NULL DEFAULT 0, \
withheld TEXT NOT NULL DEFAULT '' CHECK (withheld IN ('', 'exempt', 'confidential')), \
exempt_paragraphs TEXT NOT NULL DEFAULT '' CHECK (exempt_paragraphs NOT GLOB '*[^1-7, ]*'), \
public_interest TEXT NOT NULL DEFAULT '', name_public INTEGER NOT NULL DEFAULT 0 CHECK (name_public IN (0, 1)) \
CHECK (withheld = 'exempt' OR exempt_paragraphs = ''), \
option_id INTEGER NOT NULL REFERENCES options (id) ON DELETE CASCADE, \
organisation_id INTEGER NOT NULL REFERENCES organisations (id) ON DELETE CASCADE, vesting_day TEXT, \
councillors INTEGER CHECK (councillors >= 1), harmonised_by INTEGER CHECK (harmonised_by BETWEEN 1 AND 8), \
rise_percent TEXT CHECK (rise_percent GLOB '*[0-9]*' AND NOT rise_percent GLOB '*[^0-9.]*'), \
referendum_limit_percent TEXT CHECK (referendum_limit_percent GLOB '*[0-9]*' AND NOT referendum_limit_percent GLOB '*[^0-9.]*'), \
UNIQUE (option_id, organisation_id)) STRICT;
CREATE INDEX new_councils_by_case_id ON new_councils (case_id);
CREATE TABLE successions (id INTEGER PRIMARY KEY AUTOINCREMENT, \
basis TEXT NOT NULL DEFAULT 'reported' CHECK (basis IN ('reported', 'assumed', 'illustrative')), source TEXT NOT NULL DEFAULT '', \
case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE, position INTEGER NOT NULL DEFAULT 0, \
withheld TEXT NOT NULL DEFAULT '' CHECK (withheld IN ('', 'exempt', 'confidential')), \
exempt_paragraphs TEXT NOT NULL DEFAULT '' CHECK (exempt_paragraphs NOT GLOB '*[^1-7, ]*'), \
public_interest TEXT NOT NULL DEFAULT '', name_public INTEGER NOT NULL DEFAULT 0 CHECK (name_public IN (0, 1)) \
CHECK (withheld = 'exempt' OR exempt_paragraphs = ''), \
option_id INTEGER NOT NULL REFERENCES options (id) ON DELETE CASCADE, \
predecessor_id INTEGER NOT NULL REFERENCES organisations (id) ON DELETE CASCADE, \
successor_id INTEGER NOT NULL REFERENCES organisations (id) ON DELETE CASCADE, part TEXT NOT NULL DEFAULT '', \
divided_by TEXT NOT NULL DEFAULT '' CHECK (divided_by IN ('', 'population', 'need', 'tax base', 'other')), \
percent TEXT CHECK (percent GLOB '*[0-9]*' AND NOT percent GLOB '*[^0-9.]*'), ends TEXT) STRICT;
CREATE INDEX successions_by_case_id ON successions (case_id);
CREATE TABLE opening_positions (id INTEGER PRIMARY KEY AUTOINCREMENT, \
basis TEXT NOT NULL DEFAULT 'reported' CHECK (basis IN ('reported', 'assumed', 'illustrative')), source TEXT NOT NULL DEFAULT '', \
case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE, position INTEGER NOT NULL DEFAULT 0, \
withheld TEXT NOT NULL DEFAULT '' CHECK (withheld IN ('', 'exempt', 'confidential')), \
exempt_paragraphs TEXT NOT NULL DEFAULT '' CHECK (exempt_paragraphs NOT GLOB '*[^1-7, ]*'), \
public_interest TEXT NOT NULL DEFAULT '', name_public INTEGER NOT NULL DEFAULT 0 CHECK (name_public IN (0, 1)) \
CHECK (withheld = 'exempt' OR exempt_paragraphs = ''), \
organisation_id INTEGER NOT NULL REFERENCES organisations (id) ON DELETE CASCADE, \
year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2999), \
net_budget_kind TEXT NOT NULL DEFAULT '', net_budget_low INTEGER, net_budget_central INTEGER, net_budget_high INTEGER, \
net_budget_approximate INTEGER NOT NULL DEFAULT 0 CHECK (net_budget_approximate IN (0, 1)) CHECK (CASE net_budget_kind
        WHEN 'exact' THEN net_budget_low IS NOT NULL AND net_budget_low = net_budget_high AND net_budget_low = net_budget_central
        WHEN 'about' THEN net_budget_low IS NOT NULL AND net_budget_low = net_budget_high AND net_budget_low = net_budget_central
        WHEN 'range' THEN net_budget_low IS NOT NULL AND net_budget_high IS NOT NULL AND net_budget_low <= net_budget_high
            AND (net_budget_central IS NULL OR net_budget_central BETWEEN net_budget_low AND net_budget_high)
        WHEN 'at most' THEN net_budget_low IS NULL AND net_budget_central IS NULL AND net_budget_high IS NOT NULL
        WHEN 'at least' THEN net_budget_low IS NOT NULL AND net_budget_central IS NULL AND net_budget_high IS NULL
        WHEN 'not known' THEN net_budget_low IS NULL AND net_budget_central IS NULL AND net_budget_high IS NULL
        WHEN '' THEN net_budget_low IS NULL AND net_budget_central IS NULL AND net_budget_high IS NULL
        ELSE 0 END), \
debt_kind TEXT NOT NULL DEFAULT '', debt_low INTEGER, debt_central INTEGER, debt_high INTEGER, \
debt_approximate INTEGER NOT NULL DEFAULT 0 CHECK (debt_approximate IN (0, 1)) CHECK (CASE debt_kind
        WHEN 'exact' THEN debt_low IS NOT NULL AND debt_low = debt_high AND debt_low = debt_central
        WHEN 'about' THEN debt_low IS NOT NULL AND debt_low = debt_high AND debt_low = debt_central
        WHEN 'range' THEN debt_low IS NOT NULL AND debt_high IS NOT NULL AND debt_low <= debt_high
            AND (debt_central IS NULL OR debt_central BETWEEN debt_low AND debt_high)
        WHEN 'at most' THEN debt_low IS NULL AND debt_central IS NULL AND debt_high IS NOT NULL
        WHEN 'at least' THEN debt_low IS NOT NULL AND debt_central IS NULL AND debt_high IS NULL
        WHEN 'not known' THEN debt_low IS NULL AND debt_central IS NULL AND debt_high IS NULL
        WHEN '' THEN debt_low IS NULL AND debt_central IS NULL AND debt_high IS NULL
        ELSE 0 END), \
debt_cost_kind TEXT NOT NULL DEFAULT '', debt_cost_low INTEGER, debt_cost_central INTEGER, debt_cost_high INTEGER, \
debt_cost_approximate INTEGER NOT NULL DEFAULT 0 CHECK (debt_cost_approximate IN (0, 1)) CHECK (CASE debt_cost_kind
        WHEN 'exact' THEN debt_cost_low IS NOT NULL AND debt_cost_low = debt_cost_high AND debt_cost_low = debt_cost_central
        WHEN 'about' THEN debt_cost_low IS NOT NULL AND debt_cost_low = debt_cost_high AND debt_cost_low = debt_cost_central
        WHEN 'range' THEN debt_cost_low IS NOT NULL AND debt_cost_high IS NOT NULL AND debt_cost_low <= debt_cost_high
            AND (debt_cost_central IS NULL OR debt_cost_central BETWEEN debt_cost_low AND debt_cost_high)
        WHEN 'at most' THEN debt_cost_low IS NULL AND debt_cost_central IS NULL AND debt_cost_high IS NOT NULL
        WHEN 'at least' THEN debt_cost_low IS NOT NULL AND debt_cost_central IS NULL AND debt_cost_high IS NULL
        WHEN 'not known' THEN debt_cost_low IS NULL AND debt_cost_central IS NULL AND debt_cost_high IS NULL
        WHEN '' THEN debt_cost_low IS NULL AND debt_cost_central IS NULL AND debt_cost_high IS NULL
        ELSE 0 END), \
reserves_kind TEXT NOT NULL DEFAULT '', reserves_low INTEGER, reserves_central INTEGER, reserves_high INTEGER, \
reserves_approximate INTEGER NOT NULL DEFAULT 0 CHECK (reserves_approximate IN (0, 1)) CHECK (CASE reserves_kind
        WHEN 'exact' THEN reserves_low IS NOT NULL AND reserves_low = reserves_high AND reserves_low = reserves_central
        WHEN 'about' THEN reserves_low IS NOT NULL AND reserves_low = reserves_high AND reserves_low = reserves_central
        WHEN 'range' THEN reserves_low IS NOT NULL AND reserves_high IS NOT NULL AND reserves_low <= reserves_high
            AND (reserves_central IS NULL OR reserves_central BETWEEN reserves_low AND reserves_high)
        WHEN 'at most' THEN reserves_low IS NULL AND reserves_central IS NULL AND reserves_high IS NOT NULL
        WHEN 'at least' THEN reserves_low IS NOT NULL AND reserves_central IS NULL AND reserves_high IS NULL
        WHEN 'not known' THEN reserves_low IS NULL AND reserves_central IS NULL AND reserves_high IS NULL
        WHEN '' THEN reserves_low IS NULL AND reserves_central IS NULL AND reserves_high IS NULL
        ELSE 0 END), \
tax_base TEXT CHECK (tax_base GLOB '*[0-9]*' AND NOT tax_base GLOB '*[^0-9.]*'), \
band_d TEXT CHECK (band_d GLOB '*[0-9]*' AND NOT band_d GLOB '*[^0-9.]*'), \
electors INTEGER CHECK (electors >= 0), need TEXT CHECK (need GLOB '*[0-9]*' AND NOT need GLOB '*[^0-9.]*'), \
UNIQUE (case_id, organisation_id, year)) STRICT;
CREATE TABLE spend_lines (id INTEGER PRIMARY KEY AUTOINCREMENT, \
basis TEXT NOT NULL DEFAULT 'reported' CHECK (basis IN ('reported', 'assumed', 'illustrative')), source TEXT NOT NULL DEFAULT '', \
case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE, position INTEGER NOT NULL DEFAULT 0, \
withheld TEXT NOT NULL DEFAULT '' CHECK (withheld IN ('', 'exempt', 'confidential')), \
exempt_paragraphs TEXT NOT NULL DEFAULT '' CHECK (exempt_paragraphs NOT GLOB '*[^1-7, ]*'), \
public_interest TEXT NOT NULL DEFAULT '', name_public INTEGER NOT NULL DEFAULT 0 CHECK (name_public IN (0, 1)) \
CHECK (withheld = 'exempt' OR exempt_paragraphs = ''), \
organisation_id INTEGER REFERENCES organisations (id) ON DELETE CASCADE, theme TEXT NOT NULL DEFAULT '', \
name TEXT NOT NULL CHECK (length(trim(name)) > 0), \
tier TEXT NOT NULL DEFAULT '' CHECK (tier IN ('', 'national', 'regional', 'sub-regional', 'local')), \
stream TEXT NOT NULL DEFAULT '', year INTEGER CHECK (year BETWEEN 1900 AND 2999), \
amount_kind TEXT NOT NULL DEFAULT '', amount_low INTEGER, amount_central INTEGER, amount_high INTEGER, \
amount_approximate INTEGER NOT NULL DEFAULT 0 CHECK (amount_approximate IN (0, 1)) CHECK (CASE amount_kind
        WHEN 'exact' THEN amount_low IS NOT NULL AND amount_low = amount_high AND amount_low = amount_central
        WHEN 'about' THEN amount_low IS NOT NULL AND amount_low = amount_high AND amount_low = amount_central
        WHEN 'range' THEN amount_low IS NOT NULL AND amount_high IS NOT NULL AND amount_low <= amount_high
            AND (amount_central IS NULL OR amount_central BETWEEN amount_low AND amount_high)
        WHEN 'at most' THEN amount_low IS NULL AND amount_central IS NULL AND amount_high IS NOT NULL
        WHEN 'at least' THEN amount_low IS NOT NULL AND amount_central IS NULL AND amount_high IS NULL
        WHEN 'not known' THEN amount_low IS NULL AND amount_central IS NULL AND amount_high IS NULL
        WHEN '' THEN amount_low IS NULL AND amount_central IS NULL AND amount_high IS NULL
        ELSE 0 END), handling_kind TEXT NOT NULL DEFAULT '', handling_low INTEGER, handling_central INTEGER, handling_high INTEGER, \
handling_approximate INTEGER NOT NULL DEFAULT 0 CHECK (handling_approximate IN (0, 1)) CHECK (CASE handling_kind
        WHEN 'exact' THEN handling_low IS NOT NULL AND handling_low = handling_high AND handling_low = handling_central
        WHEN 'about' THEN handling_low IS NOT NULL AND handling_low = handling_high AND handling_low = handling_central
        WHEN 'range' THEN handling_low IS NOT NULL AND handling_high IS NOT NULL AND handling_low <= handling_high
            AND (handling_central IS NULL OR handling_central BETWEEN handling_low AND handling_high)
        WHEN 'at most' THEN handling_low IS NULL AND handling_central IS NULL AND handling_high IS NOT NULL
        WHEN 'at least' THEN handling_low IS NOT NULL AND handling_central IS NULL AND handling_high IS NULL
        WHEN 'not known' THEN handling_low IS NULL AND handling_central IS NULL AND handling_high IS NULL
        WHEN '' THEN handling_low IS NULL AND handling_central IS NULL AND handling_high IS NULL
        ELSE 0 END), \
frontline_percent TEXT CHECK (frontline_percent GLOB '*[0-9]*' AND NOT frontline_percent GLOB '*[^0-9.]*')) STRICT;
CREATE INDEX spend_lines_by_case_id ON spend_lines (case_id);
CREATE TABLE gate_conditions (id INTEGER PRIMARY KEY AUTOINCREMENT, \
basis TEXT NOT NULL DEFAULT 'reported' CHECK (basis IN ('reported', 'assumed', 'illustrative')), source TEXT NOT NULL DEFAULT '', \
case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE, position INTEGER NOT NULL DEFAULT 0, \
withheld TEXT NOT NULL DEFAULT '' CHECK (withheld IN ('', 'exempt', 'confidential')), \
exempt_paragraphs TEXT NOT NULL DEFAULT '' CHECK (exempt_paragraphs NOT GLOB '*[^1-7, ]*'), \
public_interest TEXT NOT NULL DEFAULT '', name_public INTEGER NOT NULL DEFAULT 0 CHECK (name_public IN (0, 1)) \
CHECK (withheld = 'exempt' OR exempt_paragraphs = ''), \
milestone_id INTEGER NOT NULL REFERENCES milestones (id) ON DELETE CASCADE, \
name TEXT NOT NULL CHECK (length(trim(name)) > 0), met INTEGER NOT NULL DEFAULT 0 CHECK (met IN (0, 1))) STRICT;
CREATE INDEX gate_conditions_by_case_id ON gate_conditions (case_id);
CREATE TABLE passed_gates (id INTEGER PRIMARY KEY AUTOINCREMENT, \
basis TEXT NOT NULL DEFAULT 'reported' CHECK (basis IN ('reported', 'assumed', 'illustrative')), source TEXT NOT NULL DEFAULT '', \
case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE, position INTEGER NOT NULL DEFAULT 0, \
milestone_id INTEGER NOT NULL UNIQUE REFERENCES milestones (id) ON DELETE CASCADE, \
version INTEGER NOT NULL CHECK (version >= 1), passed_at TEXT NOT NULL CHECK (length(trim(passed_at)) > 0), \
login TEXT NOT NULL CHECK (length(trim(login)) > 0), \
records_sha256 TEXT NOT NULL CHECK ((length(records_sha256) = 64 AND NOT records_sha256 GLOB '*[^0-9a-f]*')), \
UNIQUE (case_id, version)) STRICT;
CREATE TABLE gate_figures (id INTEGER PRIMARY KEY AUTOINCREMENT, \
basis TEXT NOT NULL DEFAULT 'reported' CHECK (basis IN ('reported', 'assumed', 'illustrative')), source TEXT NOT NULL DEFAULT '', \
case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE, position INTEGER NOT NULL DEFAULT 0, \
milestone_id INTEGER NOT NULL REFERENCES milestones (id) ON DELETE CASCADE, \
kind TEXT NOT NULL CHECK (length(trim(kind)) > 0), record TEXT NOT NULL DEFAULT '', field TEXT NOT NULL DEFAULT '', \
year TEXT NOT NULL DEFAULT '', label TEXT NOT NULL DEFAULT '', value TEXT NOT NULL DEFAULT '', \
public_value TEXT NOT NULL DEFAULT '', UNIQUE (milestone_id, kind, record, field, year)) STRICT;
CREATE INDEX gate_figures_by_case_id ON gate_figures (case_id);
CREATE TABLE grant_rounds (id INTEGER PRIMARY KEY AUTOINCREMENT, \
basis TEXT NOT NULL DEFAULT 'reported' CHECK (basis IN ('reported', 'assumed', 'illustrative')), source TEXT NOT NULL DEFAULT '', \
case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE, position INTEGER NOT NULL DEFAULT 0, \
withheld TEXT NOT NULL DEFAULT '' CHECK (withheld IN ('', 'exempt', 'confidential')), \
exempt_paragraphs TEXT NOT NULL DEFAULT '' CHECK (exempt_paragraphs NOT GLOB '*[^1-7, ]*'), \
public_interest TEXT NOT NULL DEFAULT '', name_public INTEGER NOT NULL DEFAULT 0 CHECK (name_public IN (0, 1)) \
CHECK (withheld = 'exempt' OR exempt_paragraphs = ''), \
name TEXT NOT NULL CHECK (length(trim(name)) > 0), fund TEXT NOT NULL DEFAULT '', \
pot_kind TEXT NOT NULL DEFAULT '', pot_low INTEGER, pot_central INTEGER, pot_high INTEGER, \
pot_approximate INTEGER NOT NULL DEFAULT 0 CHECK (pot_approximate IN (0, 1)) CHECK (CASE pot_kind
        WHEN 'exact' THEN pot_low IS NOT NULL AND pot_low = pot_high AND pot_low = pot_central
        WHEN 'about' THEN pot_low IS NOT NULL AND pot_low = pot_high AND pot_low = pot_central
        WHEN 'range' THEN pot_low IS NOT NULL AND pot_high IS NOT NULL AND pot_low <= pot_high
            AND (pot_central IS NULL OR pot_central BETWEEN pot_low AND pot_high)
        WHEN 'at most' THEN pot_low IS NULL AND pot_central IS NULL AND pot_high IS NOT NULL
        WHEN 'at least' THEN pot_low IS NOT NULL AND pot_central IS NULL AND pot_high IS NULL
        WHEN 'not known' THEN pot_low IS NULL AND pot_central IS NULL AND pot_high IS NULL
        WHEN '' THEN pot_low IS NULL AND pot_central IS NULL AND pot_high IS NULL
        ELSE 0 END), \
most_kind TEXT NOT NULL DEFAULT '', most_low INTEGER, most_central INTEGER, most_high INTEGER, \
most_approximate INTEGER NOT NULL DEFAULT 0 CHECK (most_approximate IN (0, 1)) CHECK (CASE most_kind
        WHEN 'exact' THEN most_low IS NOT NULL AND most_low = most_high AND most_low = most_central
        WHEN 'about' THEN most_low IS NOT NULL AND most_low = most_high AND most_low = most_central
        WHEN 'range' THEN most_low IS NOT NULL AND most_high IS NOT NULL AND most_low <= most_high
            AND (most_central IS NULL OR most_central BETWEEN most_low AND most_high)
        WHEN 'at most' THEN most_low IS NULL AND most_central IS NULL AND most_high IS NOT NULL
        WHEN 'at least' THEN most_low IS NOT NULL AND most_central IS NULL AND most_high IS NULL
        WHEN 'not known' THEN most_low IS NULL AND most_central IS NULL AND most_high IS NULL
        WHEN '' THEN most_low IS NULL AND most_central IS NULL AND most_high IS NULL
        ELSE 0 END), \
match_percent TEXT CHECK (match_percent GLOB '*[0-9]*' AND NOT match_percent GLOB '*[^0-9.]*'), \
opens TEXT NOT NULL DEFAULT '', expression_of_interest TEXT NOT NULL DEFAULT '', \
bid_by TEXT NOT NULL DEFAULT '', award_on TEXT NOT NULL DEFAULT '', qualifies TEXT NOT NULL DEFAULT '', \
UNIQUE (case_id, name)) STRICT;
CREATE TABLE grant_bids (id INTEGER PRIMARY KEY AUTOINCREMENT, \
basis TEXT NOT NULL DEFAULT 'reported' CHECK (basis IN ('reported', 'assumed', 'illustrative')), source TEXT NOT NULL DEFAULT '', \
case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE, position INTEGER NOT NULL DEFAULT 0, \
withheld TEXT NOT NULL DEFAULT '' CHECK (withheld IN ('', 'exempt', 'confidential')), \
exempt_paragraphs TEXT NOT NULL DEFAULT '' CHECK (exempt_paragraphs NOT GLOB '*[^1-7, ]*'), \
public_interest TEXT NOT NULL DEFAULT '', name_public INTEGER NOT NULL DEFAULT 0 CHECK (name_public IN (0, 1)) \
CHECK (withheld = 'exempt' OR exempt_paragraphs = ''), \
cash_flow_id INTEGER NOT NULL UNIQUE REFERENCES cash_flows (id) ON DELETE CASCADE, \
round_id INTEGER NOT NULL REFERENCES grant_rounds (id) ON DELETE CASCADE, \
meets TEXT NOT NULL DEFAULT '', outcomes TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX grant_bids_by_case_id ON grant_bids (case_id);
CREATE TABLE governance_bodies (id INTEGER PRIMARY KEY AUTOINCREMENT, \
basis TEXT NOT NULL DEFAULT 'reported' CHECK (basis IN ('reported', 'assumed', 'illustrative')), source TEXT NOT NULL DEFAULT '', \
case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE, position INTEGER NOT NULL DEFAULT 0, \
withheld TEXT NOT NULL DEFAULT '' CHECK (withheld IN ('', 'exempt', 'confidential')), \
exempt_paragraphs TEXT NOT NULL DEFAULT '' CHECK (exempt_paragraphs NOT GLOB '*[^1-7, ]*'), \
public_interest TEXT NOT NULL DEFAULT '', name_public INTEGER NOT NULL DEFAULT 0 CHECK (name_public IN (0, 1)) \
CHECK (withheld = 'exempt' OR exempt_paragraphs = ''), \
name TEXT NOT NULL CHECK (length(trim(name)) > 0), \
members TEXT NOT NULL DEFAULT '', political_balance TEXT NOT NULL DEFAULT '', decides TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX governance_bodies_by_case_id ON governance_bodies (case_id);
CREATE TABLE unknowns (id INTEGER PRIMARY KEY AUTOINCREMENT, \
basis TEXT NOT NULL DEFAULT 'reported' CHECK (basis IN ('reported', 'assumed', 'illustrative')), source TEXT NOT NULL DEFAULT '', \
case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE, position INTEGER NOT NULL DEFAULT 0, \
withheld TEXT NOT NULL DEFAULT '' CHECK (withheld IN ('', 'exempt', 'confidential')), \
exempt_paragraphs TEXT NOT NULL DEFAULT '' CHECK (exempt_paragraphs NOT GLOB '*[^1-7, ]*'), \
public_interest TEXT NOT NULL DEFAULT '', name_public INTEGER NOT NULL DEFAULT 0 CHECK (name_public IN (0, 1)) \
CHECK (withheld = 'exempt' OR exempt_paragraphs = ''), \
name TEXT NOT NULL CHECK (length(trim(name)) > 0), must_say TEXT NOT NULL DEFAULT '', \
needed_by TEXT NOT NULL DEFAULT '', matters TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX unknowns_by_case_id ON unknowns (case_id);
"""

#: What a check of a number gains wherever it stands: version 1 took `1-2` and `1.2.3`, which are none. Each pair is a pattern of a check
#: and what takes its place.
NUMBERS_HELD = (
    (r"NOT (\w+) GLOB '\*\[\^0-9\.-\]\*'", r"NOT \1 GLOB '*[^0-9.-]*' AND NOT \1 GLOB '?*-*' AND NOT \1 GLOB '*.*.*'"),
    (r"NOT (\w+) GLOB '\*\[\^0-9\.\]\*'", r"NOT \1 GLOB '*[^0-9.]*' AND NOT \1 GLOB '*.*.*'"),
)

#: What an image of the trail gains before its last bracket, by its table; that of a case its vintage too.
IMAGES_GAIN = {
    "cases": ', "assumed_inflation_percent": null, "borrowing_rate_percent": null, "discount_vintage": "{discounting}", '
    '"deflator_vintage": "{deflators}"',
    "cash_flows": ', "funding_source": "", "status": "", "asset_life": null, "rate_percent": null, "mrp": "", "in_use_from": null, '
    '"in_plan": null, "inflation_percent": null',
    "budget_gaps": ', "organisation_id": null, "prices": ""',
    "paper_sections": ', "question": ""',
    "milestones": ', "term": ""',
    "papers": ', "body_paper_id": null',
    "finals": ', "public_annex_sha256": "", "exempt_annex_sha256": ""',
}

#: The vintages that version 1 reckoned by: of the deflators, and of each discount schedule. Any other way to discount is a flat rate.
DEFLATOR_VINTAGE = "December 2025"
DISCOUNT_VINTAGES = {
    "green book": "Green Book 2022, restated December 2025",
    "green book lower": "Green Book, February 2026",
    "green book health": "Green Book 2022, restated December 2025",
}
FLAT_VINTAGE = "as entered"
