"""The Count in sentences: what is spent in all and reaches the front line, and what several organisations pay for."""

from __future__ import annotations

from fractions import Fraction

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.findings.figures import count, figure, with_unknown
from desktop.appraisal.findings.finding import COUNT, Figure, Finding, Phrase, Source, Words, all_of, finding, phrase
from desktop.appraisal.partners.count import Count, Overlap
from desktop.appraisal.wording import placed

#: So many services that several pay for are named; of more, those that most is paid for.
MOST_OVERLAPS = 5
_ALL = Source(COUNT)


def counted_up(of: Count) -> list[Finding]:
    """What all lines come to with what reaches the front line, then what several organisations pay for."""
    if not of.lines:
        return []
    return [_in_all(of), *_overlapping(of.overlaps)]


def _in_all(of: Count) -> Finding:
    number = len(of.lines)
    reaches = of.all.reaches
    front = phrase("")
    if not reaches.says_nothing:
        share = phrase("") if of.all.share is None else phrase(" ({})", _percent(of.all.share))
        front = phrase("; what of it reaches the front line is {}{}", _amount(reaches), share)
    hidden = sum(line.withheld for line in of.lines)
    withheld = phrase("; {} withheld, and counted as not known", count(hidden, "line")) if hidden else phrase("")
    return finding(
        "{} {} recorded in the Count: {} is {}{}{}.",
        count(number, "spend line"),
        "is" if number == 1 else "are",
        "what it comes to" if number == 1 else "what they come to",
        _amount(of.all.amount),
        front,
        withheld,
        beside=(_ALL,),
    )


def _overlapping(overlaps: tuple[Overlap, ...]) -> list[Finding]:
    """The services that several organisations pay for, those that most is paid for by name."""
    if not overlaps:
        return []
    shown = overlaps if len(overlaps) <= MOST_OVERLAPS else overlaps[: MOST_OVERLAPS - 1]
    years = {each.year for each in overlaps}
    services: list[Words] = [_overlap(each, with_year=len(years) > 1) for each in shown]
    in_year = f", in {overlaps[0].year}" if len(years) == 1 and overlaps[0].year is not None else ""
    others = len(overlaps) - len(shown)
    if others:
        services.append(Figure(f"{others:,} others", others, (_ALL,)))
    verb = "service is" if len(overlaps) == 1 else "services are"
    return [
        finding(
            f"{{}} {verb} paid for by more than one organisation{in_year}: {{}}.",
            Figure(f"{len(overlaps):,}", len(overlaps)),
            all_of(services),
        )
    ]


def _overlap(each: Overlap, *, with_year: bool) -> Words:
    """A service with how many pay for it and what they pay together."""
    payers = Figure(str(len(each.payers)), len(each.payers), tuple(Source(COUNT, name) for name, _ in each.payers))
    together = phrase("") if each.total.says_nothing else phrase(", together {}", _amount(each.total))
    year = f" in {each.year}" if with_year and each.year is not None else ""
    return phrase(f"‘{{}}’ ({{}}{year}{{}})", each.service, payers, together)


def _amount(amount: Estimate) -> Phrase:
    return phrase("{}{}", figure(amount), with_unknown(amount))


def _percent(share: Fraction) -> Figure:
    return Figure(f"{placed(share * 100, 1)}%", share)
