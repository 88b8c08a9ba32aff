"""What is shared already, together by status and by what would cancel it: how many arrangements, and what they save a year."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.partners.sharing_register import Arrangement, Register
from desktop.results.cells import Amount, Number, Row, Words


def shared_already(register: Register) -> tuple[Row, ...]:
    """A row a status that some arrangement has, then one for each proposal that would cancel some."""
    statuses = [_row(each.status.capitalize() or "Status not stated", each.arrangements, each.saving) for each in register.by_status]
    return (*statuses, *(_row(f"Cancelled by {each.proposal}", each.arrangements, each.saving) for each in register.cancelled))


def _row(name: str, arrangements: Sequence[Arrangement], saving: Estimate) -> Row:
    services = "; ".join(each.service for each in arrangements)
    return Row(name, {"arrangements": Number(len(arrangements), 0), "saving": Amount(saving, recorded=True), "services": Words(services)})
