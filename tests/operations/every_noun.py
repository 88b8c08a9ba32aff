"""A made-up case with a row of every noun, every kind of amount and text that a workbook might mistake."""

from __future__ import annotations

import datetime

from db.nouns import sheet_nouns
from db.nouns.noun import MARKING
from db.nouns.paper_parts import WithheldPart
from db.nouns.records import MarkedRecord
from desktop.operations.records.columns import shared_columns
from tests.operations.grounds import Cell, Sheets, sheets

#: Text that a workbook might take for a formula, a number, a link, an escape or a field's end.
AWKWARD = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+44 1529",
    "-5",
    "@SUM(A1)",
    "007",
    "1e5",
    "TRUE",
    "2011/12",
    "https://example.org/?a=1&b=<2>",
    "_x000D_ as typed",
    "two\nlines, a tab\tand “quotes”",
    "#N/A",
    "{=A1}",
    "n/a",
)


def every_noun() -> Sheets:
    """The grounds case with what it lacks, and provenance that is not the usual one."""
    book = sheets()
    book["Case"] += [["Simulation weights", "bounded"], ["Quick win (months)", 18], ["Tolerance (%)", 2.5]]
    book["Case"] += [["Basis", "illustrative"], ["Source", "=A1"]]
    book["Objectives"] = [
        ["Objective", "Description", "Basis", "Source"],
        ["Mow", "=SUM(A1:A9)", "assumed", "Paragraph 1"],
        ["Save", None, None, None],
    ]
    book["Costs"] = [
        ["Organisation", "Service", "Category", "2009/10", "2011/12", "2030/31", "Basis"],
        ["Upper Wick", "Mowing", "Employees", None, 410_000.25, "not known", "assumed"],
        ["Upper Wick", "Mowing", "Premises", "up to £5m", "−£1,200", None, None],
        ["Lower Wick", "Mowing", "Employees", None, "about £0.25m", "£0.5m to £0.75m, likely £0.6m", None],
    ]
    book["Options"][0] += ["Participants", "Reason", "Decision taken", "Decision reason"]
    options: list[list[Cell]] = [[None] * 4, ["Lower Wick; Upper Wick", "+1 on cost", "yes", "-because"], [None, "@home", None, None]]
    for row, more in zip(book["Options"][1:], options, strict=True):
        row.extend(more)
    book["Criteria"][0] += ["Value function", "Weight low", "Weight high", "Order", "Weight stale", "About money", "Anchors"]
    criteria: list[list[Cell]] = [
        ["0:0; 5:80; 10:100", 40, 60.5, 1, "yes", "no", "=best"],
        [None, None, 35, 2, None, "yes", None],
        ["direct", 0.00001, None, 2, None, None, "a\nb"],
    ]
    for row, more in zip(book["Criteria"][1:], criteria, strict=True):
        row.extend(more)
    book["Assessors"] = [["Assessors", "Votes", "Method"], ["Managers", 2.5, "pairwise"], ["Crews", 0, "rank"]]
    book["Weights"] = [
        ["Assessors", "Criterion", "Weight", "Order", "Basis", "Source"],
        ["Crews", "Quality", 60, 1, "assumed", "Workshop"],
        ["Crews", "Reach", None, 2, None, None],
    ]
    book["Judgements"] = [
        ["Assessors", "Criterion", "Over", "Ratio", "Basis", "Source"],
        ["Managers", "Quality", "Days to mow", "1/3", "illustrative", "=A2"],
        ["Managers", "Quality", "Reach", 2.5, None, None],
    ]
    book["Scores"] = [
        ["Assessors", "Option", "Criterion", "Score", "Low", "High", "Distribution", "Comment", "Basis", "Source"],
        ["Managers", "Carry on", "Quality", "n/a", None, None, None, "=not for us", "assumed", "Panel"],
        ["Managers", "One team", "Quality", 8, 6.25, 9, "beta", None, None, None],
        ["Crews", "One team", "Days to mow", None, 12, 30, "uniform", None, "illustrative", None],
        ["Crews", "Carry on", "Reach", None, None, None, None, "did not say", None, None],
        ["Crews", "Contract out", "Reach", 33.3333333, None, None, None, None, None, None],
    ]
    book["Projects"] += [["=Project", "-"]]
    book["Flows"][0] += ["Type", "Fund", "Category", "Driver", "Bias class", "Bias reason", "Confidence", "Condition", "Basis", "Source"]
    for row in book["Flows"][1:]:
        row += ["revenue", "housing", "=Staff", "FTE", None, None, "green", "@national changes", "assumed", "Table 2"]
    book["Flows"][0] += ["Already in the plan", "Inflation (%)"]
    of_plan: list[list[Cell]] = [["yes", 2.5], ["no", "-1.25%"]]
    for row, said in zip(book["Flows"][1:], of_plan, strict=False):
        row.extend(said)
    book["Flows"] += [
        _line("up to £5m", "in excess of £4.5m", "about £70m", "not known", 0),
        _line("about £1m to £2m", -5.25, "£0", None, "£1.5bn"),
        _line(None),
    ]
    book["Phasing"] = [
        ["Owner", "Line", "Total", "2011/12 (%)", "2013/14", "Basis", "Source"],
        ["New depot", "Line None", "£55.6m", 33.3, "66.7%", "assumed", "=P"],
    ]
    book["Scenarios"] = [
        ["Scenario", "Owner", "Line", "Kind", "Percent (%)", "Basis", "Source"],
        ["Half", "One team", None, "saving", 50, "assumed", None],
        ["Half", "New depot", "Line up to £5m", None, 75.5, None, "=S"],
        ["=All", "New depot", None, "cost", "120%", None, None],
    ]
    book["Actuals"] = [
        ["Owner", "Line", "Rating", "Reason", "2011/12", "2013/14", "Basis", "Source"],
        ["New depot", "Line up to £5m", "A", "=late", 1_234.5, "about £1m", "assumed", None],
        ["New depot", "Line about £1m to £2m", None, None, None, None, None, None],
    ]
    book["Reference"] = [
        ["Series", "Key", "Value", "From", "To", "Vintage", "Basis", "Source"],
        ["GDP deflator", "2025-26", 100, None, None, "June 2026", None, "=HM Treasury"],
        ["GDP deflators", "2026/27", "102.1831", None, None, "June 2026", "assumed", None],
        [
            "weekly cap",
            datetime.date(2027, 4, 6),
            "£770.50",
            datetime.date(2027, 4, 6),
            datetime.date(2028, 4, 5),
            "April 2027",
            None,
            None,
        ],
        ["green book", 0, "3%", None, None, "Review of 2026", None, None],
        ["green book", "31", 2.57, None, None, "Review of 2026", None, None],
    ]
    book["Partners"] = [
        ["Organisation", "Volume before", "Volume after", "Performance before", "Performance after"],
        ["Lower Wick", 100, 90.5, -1, 2],
        ["Upper Wick", None, None, None, None],
    ]
    book["Shares"] = [
        ["Owner", "Applies to", "Basis", "Organisation", "Value", "Actual", "Actual amount (£)", "Basis of record", "Source"],
        ["One team", "savings", "fixed", "Upper Wick", 66.6666, 70, 1_000.05, "assumed", "=S"],
        ["One team", "savings", "fixed", "Lower Wick", 33.3334, 30, 0, None, None],
        ["New depot", "costs", "equal", None, None, None, None, None, None],
    ]
    book["Targets"] = [
        [
            *("Indicator", "Baseline", "Organisation", "Mode", "Carry forward", "Carry forward counts"),
            *("2008/09", "2009/10 (%)", "Amount 2009/10"),
        ],
        ["NI 179", "not known", None, "compound", "about £3m", "cashable only", 3, "3.4%", "£1m to £2m"],
        ["NI 179", 70_000_000, "Upper Wick", None, None, None, 0, None, None],
    ]
    book["Funding"] = [
        ["Source", "Amount", "Kind", "Status", "For", "Deadline", "Basis", "Source of record"],
        ["Grant", 250_000, "grant", "awarded", "=for", "24 September 2010", "assumed", "Letter"],
        ["Reserves", "not known", None, None, None, "by summer", None, None],
    ]
    book["Budget gap"] = [["Fund", "2011/12", "2013/14"], ["general", 5_000, "in excess of £1m"], ["housing", None, "not known"]]
    book["Leavers"] = [
        ["Leaver", "Owner", "Weekly pay", "Leaving date", "Age", "Service", "Number"],
        ["Clerk", "One team", "£412.50", datetime.date(2012, 3, 31), 41, 12, 3],
        ["Driver", None, None, None, None, None, None],
    ]
    book["Weekly caps"] = [["Weekly cap (£)", "First", "Last"], [430.5, datetime.date(2011, 2, 1), datetime.date(2013, 1, 31)]]
    book["Section 151"] = [
        ["Check", "Answer", "Answered by", "Date"],
        ["Savings are net", "=yes", "Section 151 Officer", "summer 2011"],
        ["Baseline", None, None, None],
    ]
    book["Returns"] = [
        ["Organisation", "Indicator", "Received", "Count", "2008/09", "2009/10", "Gain 2009/10", "Basis", "Source"],
        ["Upper Wick", "NI 179", "yes", None, "Green", "r", "about £3m", "assumed", "=S"],
        ["Lower Wick", "NI 179", "no", None, None, None, None, None, None],
        [None, "=indicator", None, 6, "A", None, None, "illustrative", None],
        ["Upper Wick", None, None, None, None, None, 0, None, None],
    ]
    book["Return packs"] = [
        [
            *("Organisation", "Version", "Case as asked", "Asked on", "Due", "Questions"),
            *("Indicators", "Years", "Received on", "Fingerprint", "Basis"),
        ],
        ["Upper Wick", 1, "=Depots", datetime.date(2011, 6, 1), None, "RAG; Gains", "NI 179", "2009/10 to 2011/12", None, None, "assumed"],
        ["Upper Wick", 2, None, None, datetime.date(2011, 7, 1), None, None, None, datetime.date(2011, 6, 30), "0a", None],
    ]
    book["RAG definitions"] = [["Rating", "Definition"], ["Green", "=on track"], ["red", "significant\nrisks"]]
    book["Resource scores"] = [
        ["Criterion", "Score", "Organisation", "Count", "Basis"],
        ["1.1", 3, "Upper Wick", None, "assumed"],
        ["=3.2", "N/A", "Lower Wick", None, None],
        ["1.1", 4, None, 0, "illustrative"],
    ]
    book["Partner factors"] = [
        ["Factor", "Organisation", "Score", "Evidence", "Who says so", "Applies"],
        ["Trust", "Lower Wick", 7.5, "=worked together", "Chief Executive", "yes"],
        ["Systems", None, None, None, None, "no"],
    ]
    book["Profiles"] = [
        ["Organisation", "Measure", "Value", "Unit"],
        ["Upper Wick", "Wards", 12, "wards"],
        ["Lower Wick", "Wards", "=few", None],
    ]
    book["Interview notes"] = [
        ["Interview with", "Organisation", "Date", "Note"],
        ["Chief Executive", "Lower Wick", "summer 2011", "=open door"],
        ["Treasurer", None, None, None],
    ]
    book["Capability"] = [
        ["Capability", "Organisation", "Held", "Evidence", "Who says so"],
        ["Legal structures", "Upper Wick", "no", "+none", "Monitoring Officer"],
        ["Governance", None, None, None, None],
    ]
    book["Sharing"] = [
        ["Service", "Partners", "Status", "Start", "Annual saving", "Lessons on IT", "Lessons on staff", "Cancelled by"],
        ["Procurement", "Lower Wick; the county", "at risk", "1 April 2009", "about £200,000", "=one system", "tell them", "New depot"],
        ["Insurance", None, None, None, None, None, None, None],
    ]
    book["Count"] = [
        ["Organisation", "Theme", "Service", "Tier", "Funding stream", "Year", "Amount", "Handling cost", "Reaches the front line"],
        ["Upper Wick", "Grounds", "=Mowing", "local", "Parks grant", "2010/11", "£0.5m to £0.75m", "up to £5,000", 85.5],
        ["Lower Wick", None, "=Mowing", "sub-regional", None, None, "not known", None, None],
    ]
    book["New councils"] = [
        ["Option", "New council", "Vesting day", "Councillors", "One council tax in year", "Council tax rise", "Referendum limit"],
        ["One team", "Wick Council", "1 April 2013", 60, 8, 2.99, 4.99],
    ]
    book["Successions"] = [
        ["Option", "Council that ends", "New council", "Part", "Divided by", "Percent", "Ends"],
        ["One team", "Upper Wick", "Wick Council", None, None, None, None],
        ["One team", "Lower Wick", "Wick Council", None, None, 100, "1 April 2013"],
    ]
    book["Opening positions"] = [
        ["Council that ends", "Year", "Net budget", "Debt", "Cost of debt", "Reserves", "Council tax base", "Band D", "Electors", "Need"],
        ["Upper Wick", "2012/13", "about £12m", "not known", None, "up to £5m", 33_846.93, 196.14, 60_000, 100],
    ]
    book["Gate conditions"] = [["Gate", "What must be true", "Met"], ["The teams meet", "=Both crews agree", "yes"]]
    book["Passed gates"] = [
        ["Gate", "Version", "Passed at", "Login", "SHA-256 of records"],
        ["The teams meet", 1, "2011-09-05T10:00", "officer", "5f" * 32],
    ]
    book["Gate figures"] = [
        ["Gate", "Kind", "Record", "Field", "Year", "Label", "Value", "Public value"],
        ["The teams meet", "options", "One team", "npv", None, "Net present value", "£1m", "£1m"],
    ]
    book["Pool"] = [
        ["Organisation", "Contribution", "Before", "In the pool", "After", "Volume before", "Volume after", "Condition", "Governance"],
        ["Upper Wick", "=Contacts", "£1m", "not known", "up to £2m", 100, 90.5, "@cabinet", "joint committee"],
        ["Lower Wick", "=Contacts", None, None, None, None, None, None, None],
    ]
    book["Flows"].append(["One team", "=Award", "funding"])
    book["Grant rounds"] = [
        [
            "Round",
            "Fund",
            "Pot",
            "Most for a bid",
            "Match required (%)",
            "Opens",
            "Expression of interest by",
            "Bid by",
            "Award on",
            "What qualifies",
        ],
        ["=Award 2013", "+Fund", "£105m", "up to £5m", 20, "2 April 2012", "1 July 2012", "1 October 2012", "spring 2013", "@partners"],
        ["Second", None, None, None, None, None, None, None, None, None],
    ]
    book["Grant bids"] = [
        ["Owner", "Line", "Round", "How it qualifies", "Outcomes"],
        ["One team", "=Award", "=Award 2013", "-two councils", "=fewer depots"],
    ]
    book["Governance"] = [
        ["Body", "Members", "Political balance", "Decides"],
        ["=Board", "Lower Wick; the county", "3 and 2", "@all of it"],
        ["Executive", None, None, None],
    ]
    book["Not yet known"] = [
        ["What is not known", "Who must say", "Needed by", "Why it matters"],
        ["=Our contribution", "Lower Wick", "1 October 2012", "+cost"],
        ["Savings", None, None, None],
    ]
    book["Requests"] = [
        ["Request", "Question", "Put", "From", "Asked on", "Deadline", "Within (days)", "Counted in", "Needed to answer", "Answer"],
        ["Unit costs", "=what?", "by us", "Lower Wick", "17 September 2010", "24 September 2010", 5, "clear days", "a ledger", "-none"],
        ["Unit costs", None, None, None, None, "by autumn", None, None, None, None],
    ]
    book["Actions"] = [
        ["Action", "Owner", "Due", "Kind", "Basis"],
        ["=Ask the treasurer", "Director", "1 May 2012", "ask of government", "assumed"],
        ["Write", None, None, None, None],
    ]
    book["Organisations"] = [
        [*book["Organisations"][0], "Key decision from (£)", "Key decision counts"],
        [*book["Organisations"][1], 250_000, "a year"],
        *book["Organisations"][2:],
        ["Wick Council", "unitary", None, None, None, None],
    ]
    evidence: Sheets = {"Evidence": [[text, text, "reported", text] for text in AWKWARD]}
    book["Evidence"] = [["Statement", "Value", "Basis", "Source"], *evidence["Evidence"]]
    book["Papers"] += [["Another paper", None, "31 December 1899", "no"]]
    of_paper: dict[str, Cell] = {
        "Key decision, financial": "yes", "Key decision, community": "no", "Policy framework": "=plan", "Previous reports": "one\ntwo",
        "Circulation": "+all", "Sensitive issue procedure": "none", "Ward members notified": "-two", "Corporate action team": "CAT 3",
        "Local targets": "@ten", "Lead officer": "Officer", "Partnerships": "One\nTwo", "Signed by": "Chief Executive",
        "Signature lines": "Civic Centre\n01234 567890", "Date of report": "1 May 2011", "Word limit (words)": 2_000,
        "Page limit (pages)": 4, "Limit source": "Report template", "Order of sections": "Risks\nPurpose",
        "Sections left out": "Objectives",
    }  # fmt: skip
    of_paper |= {
        "Kind of body": "executive", "Decision-maker": "=Cabinet", "Publication date": "21 October 2011", "Clear days leave out": "nothing",
        "Key decision notice": "1 September 2011", "Notice exception": "special urgency", "Notice of exception": "2 September 2011",
        "Scrutiny chair": "+agreed", "Private meeting": "yes", "Private meeting reason": "-so",
        "Private meeting notice": "3 September 2011",
        "Further private notice": "4 September 2011", "Private meeting representations": "None\nreceived",
        "Private meeting agreement": "@chair", "Dispensations": "=none",
    }  # fmt: skip
    wide = len(book["Papers"][0])
    book["Papers"][0] += list(of_paper)
    book["Papers"][1] += [None] * (wide - len(book["Papers"][1])) + list(of_paper.values())
    book["Sections"] = [
        ["Paper", "Heading", "Text"],
        ["One team for grounds", "Purpose", "To agree."],
        ["Another paper", "Purpose", "=A1"],
        ["Another paper", "Background", "x" * 32_767],
    ]
    book["Recommendations"] = [
        ["Paper", "Recommendation", "Conditions", "Supports", "Reason", "Short name"],
        ["One team for grounds", "=agree", "one\ntwo", "Purpose", "-so", "=agreed"],
    ]
    book["Implications"] = [["Paper", "Implication", "Text"], ["One team for grounds", "Legal", "None"]]
    book["Officer comments"] = [
        ["Paper", "Role", "Name", "Comment", "Date", "Asked on"],
        ["Another paper", "Monitoring Officer", "=A Name", "+fine", "1 May 2011", "April 2011"],
    ]
    book["Background papers"] = [["Paper", "Document"], ["One team for grounds", "The survey"]]
    book["Set aside"] = [["Paper", "Item", "What it says", "Reason"], ["Another paper", "section: empty: =A1", "It is empty", "-later"]]
    book["Finals"] = [
        [
            *("Paper", "Version", "Made at", "Login", "Layout"),
            *("SHA-256 of public PDF", "SHA-256 of exempt PDF", "SHA-256 of records", "Told apart"),
        ],
        ["One team for grounds", 1, "2026-01-31T10:00:00+00:00", "clerk", "cabinet-report", "0a" * 32, "1b" * 32, "2c" * 32, None],
        ["One team for grounds", 2, "2026-02-28T10:00:00+00:00", "=clerk", "front-sheet", "3d" * 32, None, "4e" * 32, "yes"],
    ]
    figure: list[Cell] = ["Paper", "Version", "Kind", "Record", "Field", "Year", "Label", "Value", "Public value"]
    book["Final figures"] = [
        figure,
        ["One team for grounds", 1, "options", "One team", "Net", "2011/12", "One team, net", "−£1,200\n1 not known", None],
        ["One team for grounds", 1, "options", "One team", "Net", "2012/13", None, "=1+1", "5%"],
    ]
    book["Reasons for changes"] = [
        ["Paper", "Since version", "Kind", "Record", "Field", "Year", "Reason", "Trail", "Public trail"],
        ["One team for grounds", 1, "options", "One team", "Net", None, "+tender", "Line was changed.", None],
    ]
    book["Appendices"] = [["Paper", "Letter", "Title", "Note"], ["One team for grounds", "A", "=Costs", None]]
    book["Pictures"] = [
        ["Paper", "Picture", "Alternative text", "Caption", "Width", "Basis", "Source"],
        ["One team for grounds", "=Depot", "=the depot,\nfrom above", "+The depot", 60, "assumed", "=Survey"],
        ["One team for grounds", "Depot, again", None, None, None, None, None],
    ]
    book["Contacts"] = [
        ["Paper", "Contact", "Name", "Phone", "Email"],
        ["One team for grounds", "Portfolio holder", "=name", "+44 1234 567890", "one@example.org"],
    ]
    book["Withheld parts"] = [["Paper", "Part"], ["One team for grounds", "table: savings"], ["One team for grounds", "chart: weights"]]
    _mark(book)
    return book


#: Who may see a row: open, exempt with its name open, exempt whole, and confidential.
_MARKS: tuple[list[Cell], ...] = (
    [None, None, None, None],
    ["exempt", "3", "=the contract is not let", "yes"],
    ["exempt", "1, 2", None, "no"],
    ["confidential", None, "A court order", "no"],
)


def _mark(book: Sheets) -> None:
    """Give every sheet whose rows may be withheld the columns that say so, and each of its rows one mark or another."""
    for number, noun in enumerate(noun for noun in sheet_nouns() if issubclass(noun, MarkedRecord) and noun.SHEET in book):
        headings, *rows = book[noun.SHEET]
        marking = [column.heading for column in shared_columns(noun) if column.key in MARKING]
        headings += marking
        for index, row in enumerate(rows):
            row.extend([None] * (len(headings) - len(marking) - len(row)))
            marks = _MARKS[(number + index) % len(_MARKS)]
            # a withheld part is never open, and its name is not its own
            row.extend((marks if marks[0] or noun is not WithheldPart else _MARKS[1])[: len(marking)])


def _line(*amounts: Cell) -> list[Cell]:
    """A line of the project whose amounts are of every kind."""
    given = [*amounts, None, None, None, None, None, None, None, None, None, None]
    return ["New depot", f"Line {amounts[0]}", "cost", None, None, None, 12.5, 0, *given]
