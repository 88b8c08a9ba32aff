"""What bids for grant ask, and what follows if one fails, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.findings.figures import figure, with_unknown
from desktop.appraisal.findings.finding import FLOWS, GRANT_BIDS, GRANT_ROUNDS, Finding, Phrase, Source, finding, phrase
from desktop.appraisal.savings.bids import BidResult
from desktop.appraisal.wording import listed


def on_bids(results: Sequence[BidResult]) -> list[Finding]:
    """What each bid asks, whether it keeps to the round's limit and match, and what its option leaves the budget without it."""
    return [each for result in results for each in of_bid(result)]


def of_bid(of: BidResult) -> list[Finding]:
    """The same of one bid."""
    beside = (Source(GRANT_BIDS, of.bid.owner), Source(GRANT_ROUNDS, of.round.name), Source(FLOWS, of.bid.owner))
    costs = phrase("one-off costs that are not known") if of.spent.says_nothing else phrase("one-off costs of {}", _amount(of.spent))
    findings = [
        finding(
            "‘{}’ asks for {} of ‘{}’, towards {}.",
            of.bid.line, _amount(of.asked), of.round.name, costs, beside=beside,
        )
    ]  # fmt: skip
    if of.within is False and of.round.most is not None:
        findings.append(finding("That is above the most that a bid may ask for: {}.", figure(of.round.most), beside=beside))
    if of.required is not None:
        enough = {
            True: "what is asked leaves enough to be paid from elsewhere",
            False: "what is asked leaves too little to be paid from elsewhere",
            None: "whether what is asked leaves that is not known",
        }[of.matched]
        findings.append(finding(f"The round requires a match of {{}}: {enough}.", _amount(of.required), beside=beside))
    if of.ahead:
        years = listed([str(year) for year in of.ahead])
        findings.append(finding("By the end of {}, more of ‘{}’ is drawn down than is spent.", years, of.bid.line, beside=beside))
    failed, awarded = of.failed.budget_net, of.awarded.budget_net
    if failed is not None and awarded is not None and not failed.says_nothing:
        findings.append(
            finding(
                "If the bid fails, {} leaves the budget {} over its years; if it is awarded, {}.",
                of.bid.owner, _left(failed), _left(awarded), beside=beside,
            )
        )  # fmt: skip
    return findings


def _left(amount: Estimate) -> Phrase:
    """What an option leaves the budget, in words that tell which way."""
    if amount.high is not None and amount.high < 0:
        return phrase("{} worse off", _amount(-amount))
    if amount.low is not None and amount.low > 0:
        return phrase("{} better off", _amount(amount))
    return _amount(amount)


def _amount(amount: Estimate) -> Phrase:
    return phrase("{}{}", figure(amount), with_unknown(amount))
