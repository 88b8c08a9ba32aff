"""What partners are shown by: returns and ratings, scores, unit costs, fit, what is shared and pooled, and requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.papers.exhibits.exhibit import Stands, Subject, built_by, built_of_one_by, chart, drawn_by, table

if TYPE_CHECKING:
    from desktop.appraisal.results import Appraisal
    from desktop.papers.content.blocks import Figure, Table
    from desktop.papers.content.records import PaperRecords

_RETURNS = ("returns",)
_SCORES = ("resource_scores",)
_COUNT = ("spend_lines",)
_NO_SPEND = "No public spend is recorded in the Count."
_NO_RATING = "No return rates a year."
_HELD = {True: "Yes", False: "No", None: "Not stated"}
_NO_SCORE = "No use of resources score is recorded."


returns = table("returns", "Who has answered", Subject.RETURNS, _RETURNS, "No return of a named organisation is recorded.")(
    built_by("partner_tables.returns")
)


ratings_table = table("ratings", "How sure partners are of each year", Subject.RETURNS, _RETURNS, _NO_RATING)(
    built_by("partner_tables.ratings")
)


@chart("ratings", "How sure partners are, as a picture", Subject.RETURNS, _RETURNS, _NO_RATING, Stands.WHERE_PLACED)
def ratings_chart(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """The heat-map of each indicator's ratings, with what the letters mean; none where no year is rated."""
    from desktop.appraisal.findings.finding import RETURNS, Source
    from desktop.papers.charts.data.returns import heat_map_parts, heat_map_words
    from desktop.papers.content.blocks import Figure
    from desktop.papers.exhibits.partner_tables import NEVER, definition_notes, partner_note

    partnership = appraisal.partnership
    figures = []
    for each in partnership.returns.indicators if partnership is not None else ():
        parts = heat_map_parts(each)
        if parts.rows:
            of = f": {each.indicator}" if each.indicator else ""
            notes = (*definition_notes(appraisal), NEVER, *partner_note(paper, "Returns", "RAG definitions"))
            shape, title = min(0.06 + 0.045 * len(parts.rows), 0.95), f"How sure partners are of each year{of}"
            drawn, sources = drawn_by("returns_chart.heat_map", parts), (Source(RETURNS, each.indicator),)
            figures.append(Figure("ratings", drawn, title, heat_map_words(parts), shape, notes, each.indicator, sources))
    return tuple(figures)


resources_table = table("resources", "Use of resources scores", Subject.RETURNS, _SCORES, _NO_SCORE)(built_by("partner_tables.resources"))


@chart("resources", "Use of resources scores, as bars", Subject.RETURNS, _SCORES, _NO_SCORE, Stands.WHERE_PLACED)
def resources_chart(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """How many have each use of resources score, now and one level lower each; none where none is recorded."""
    from desktop.appraisal.findings.finding import RESOURCE_SCORES, Source
    from desktop.papers.charts.data.returns import league_parts, league_words
    from desktop.papers.content.blocks import Figure
    from desktop.papers.exhibits.partner_tables import partner_note

    partnership = appraisal.partnership
    parts = league_parts(partnership.scores) if partnership is not None else None
    if parts is None or not parts.levels:
        return ()
    return (
        Figure(
            "resources", drawn_by("returns_chart.league", parts), "Use of resources scores, now and one level lower each",
            league_words(parts), 0.36, partner_note(paper, "Resource scores"), rests_on=(Source(RESOURCE_SCORES),),
        ),
    )  # fmt: skip


unit_costs = table("unitcosts", "Unit costs", Subject.RETURNS, ("services", "cost_lines"), "No service has both a cost and a volume.")(
    built_by("partner_tables.unit_costs")
)


fit = table(
    "fit", "How well partners fit", Subject.FIT, ("partner_factors", "profile_measures"), "No factor in the choice of partner is recorded."
)(built_by("partner_tables.fit"))


@table("interviews", "What was said in interviews", Subject.FIT, ("interview_notes",), "No interview is recorded.")
def interviews(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """What was said in interviews; of a note that is withheld the public paper says only that it is."""
    from db.nouns.partners import InterviewNote
    from desktop.papers.exhibits.record_tables import table_of

    if not paper.interview_notes:
        return ()
    return (
        table_of(
            paper,
            InterviewNote,
            paper.interview_notes,
            "Interview notes",
            left_out=("organisation_id",),
            noted=lambda each: f"interview notes: {each.name}",
        ),
    )


@table("capability", "What sharing needs", Subject.FIT, ("capabilities",), "No capability is recorded.")
def capability(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """What sharing needs and whether it is held; of one that is withheld the public paper does not say whether it is."""
    from db.nouns.partners import Capability
    from desktop.papers.exhibits.partner_tables import said_once
    from desktop.papers.exhibits.record_tables import WITHHELD, alike_together, table_of

    if not paper.capabilities:
        return ()
    said, notes = said_once((each.evidence, each.says_so) for each in paper.capabilities)
    evidence = {id(each): words for each, words in zip(paper.capabilities, said, strict=True)}
    return (
        alike_together(
            table_of(
                paper,
                Capability,
                paper.capabilities,
                "Capability",
                written={
                    "held": lambda each: WITHHELD if paper.is_public and each.withheld else _HELD[each.held],
                    "evidence": lambda each: evidence[id(each)],
                },
                left_out=("says_so",),
                noted=lambda each: f"capability: {each.name}",
                notes=notes,
            )
        ),
    )


sharing = table("sharing", "Services shared already", Subject.SHARING, ("sharing_arrangements",), "No shared service is recorded.")(
    built_by("partner_tables.sharing")
)


pool = table(
    "pool", "Contributions to the pool", Subject.POOL, ("pool_contributions",), "No contribution to a pool is recorded, or none is known."
)(built_by("partner_tables.pool"))


@table("governance", "Who decides on the pool", Subject.POOL, ("governance_bodies",), "No governance body is recorded.")
def governance(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """Each body with its members, how they are balanced, and what it decides."""
    from db.nouns.partners import GovernanceBody
    from desktop.papers.exhibits.record_tables import table_of

    return (table_of(paper, GovernanceBody, paper.governance_bodies, "Governance"),) if paper.governance_bodies else ()


@table("unknowns", "What is not yet known", Subject.POOL, ("unknowns",), "No record says what is not yet known.")
def unknowns(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """What a decision needs and nobody has said yet, and who must say it."""
    from db.nouns.partners import Unknown
    from desktop.papers.exhibits.record_tables import table_of

    return (table_of(paper, Unknown, paper.unknowns, "Not yet known"),) if paper.unknowns else ()


def _pairs() -> tuple[str, ...]:
    from desktop.papers.exhibits.count_tables import PAIRS

    return tuple(PAIRS)


count = table(
    "count", "The Count of public spend", Subject.COUNT, _COUNT, _NO_SPEND,
    build_one=built_of_one_by("count_tables.by_two"), one_of=_pairs,
)(built_by("count_tables.count"))  # fmt: skip


frontline = table("frontline", "What reaches the front line", Subject.COUNT, _COUNT, _NO_SPEND)(built_by("count_tables.frontline"))


overlaps = table("overlaps", "Who pays for the same thing", Subject.COUNT, _COUNT, "No service is paid for by several organisations.")(
    built_by("count_tables.overlaps")
)


requests = table("requests", "Requests and their deadlines", Subject.REQUESTS, ("requests",), "No request is recorded.")(
    built_by("partner_tables.requests")
)
