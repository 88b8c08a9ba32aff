"""A made-up case with a row of every noun, every kind of amount and text that a workbook might mistake."""

from __future__ import annotations

import datetime

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
    book["Flows"] += [
        _line("up to £5m", "in excess of £4.5m", "about £70m", "not known", 0),
        _line("about £1m to £2m", -5.25, "£0", None, "£1.5bn"),
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
    evidence: Sheets = {"Evidence": [[text, text, "reported", text] for text in AWKWARD]}
    book["Evidence"] = [["Statement", "Value", "Basis", "Source"], *evidence["Evidence"]]
    book["Papers"] += [["Another paper", None, "31 December 1899", "no"]]
    book["Sections"] = [
        ["Paper", "Heading", "Text"],
        ["One team for grounds", "Purpose", "To agree."],
        ["Another paper", "Purpose", "=A1"],
        ["Another paper", "Background", "x" * 32_767],
    ]
    book["Recommendations"] = [
        ["Paper", "Recommendation", "Conditions", "Supports", "Reason"],
        ["One team for grounds", "=agree", "one\ntwo", "Purpose", "-so"],
    ]
    book["Implications"] = [["Paper", "Implication", "Text"], ["One team for grounds", "Legal", "None"]]
    book["Officer comments"] = [["Paper", "Role", "Comment", "Date"], ["Another paper", "Monitoring Officer", "+fine", "1 May 2011"]]
    book["Background papers"] = [["Paper", "Document", "Exempt"], ["One team for grounds", "The survey", "no"]]
    book["Appendices"] = [["Paper", "Letter", "Title", "Note"], ["One team for grounds", "A", "=Costs", None]]
    return book


def _line(*amounts: Cell) -> list[Cell]:
    """A line of the project whose amounts are of every kind."""
    given = [*amounts, None, None, None, None, None, None, None, None, None, None]
    return ["New depot", f"Line {amounts[0]}", "cost", None, None, None, 12.5, 0, *given]
