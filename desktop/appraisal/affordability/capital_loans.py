"""Which capital costs read as a loan to somebody else.

Lending for what would be capital expenditure is capital expenditure itself (regulation 25(1)(b) of the Local Authorities (Capital Finance
and Accounting) (England) Regulations 2003), and is provided for in ways of its own, so it is asked about and not computed.
"""

from __future__ import annotations

import re

from desktop.appraisal.case import Flow, FlowKind

_LENDS = re.compile(
    r"\b(?:(?:on-?|re-?)?(?:lend|lends|lending|lent)|(?:on-?)?loan(?:s|ed|ing)?|debentures?|advances? (?:of .{1,40} )?to"
    r"|(?:working capital|credit) facility (?:for|to))\b",
    re.IGNORECASE,
)
#: What a loan to us costs, and things that are lent out, are no loan of capital.
_NO_LOAN = re.compile(
    r"\bloans?[ -](?:charge|cost|fee|interest|repayment|arrangement|collection|equipment|stock)s?\b"
    r"|\b(?:costs?|interest|repayments?|fees?|charges?) (?:of|on|for) (?:the |a |our )?(?:loan|lending)s?\b"
    r"|\b(?:lending library|library of loans|equipment loans?|book loans?)\b",
    re.IGNORECASE,
)


def reads_as_capital_loan(flow: Flow) -> bool:
    """Whether a capital cost reads, by its name or category, as money lent on."""
    return flow.kind is FlowKind.COST and flow.capital and bool(_LENDS.search(_NO_LOAN.sub(" ", f"{flow.line} | {flow.category}")))
