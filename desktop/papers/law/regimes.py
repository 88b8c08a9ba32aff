"""Which law a decision is taken under. It follows the kind of body that decides and the date of its meeting.

Executive decisions from 10 September 2012 are under the Local Authorities (Executive Arrangements) (Meetings and Access to Information)
(England) Regulations 2012, SI 2012/2089, and before that from 9 January 2001 under the Local Authorities (Executive Arrangements) (Access
to Information) (England) Regulations 2000, SI 2000/3272, which know key decisions and no notice of 28 days. Full Council, its committees
and scrutiny are under Part VA of the Local Government Act 1972, as everything was before there were executives. The three clear days of
both became five on 1 October 2002 (SI 2002/715 and 716). A partnership or a body of officers is under none of them.
"""

from __future__ import annotations

import datetime

from db.nouns import choices
from desktop.late_dataclass import dataclass

BodyKind = choices.BodyKind
NoticeException = choices.NoticeException


#: From this day executive decisions are under SI 2012/2089.
EXECUTIVE_REGULATIONS = datetime.date(2012, 9, 10)
#: From this day they were under SI 2000/3272. Before it there were no executives.
FIRST_REGULATIONS = datetime.date(2001, 1, 9)
_FIVE_DAYS = datetime.date(2002, 10, 1)
#: Clear days of the notices of SI 2012/2089, which leave out no day, and of the shorter notice of regulations 5(4) and 10.
NOTICE_DAYS, SHORT_NOTICE_DAYS = 28, 5


@dataclass(frozen=True, slots=True)
class Law:
    """A law on access to decisions.

    `agenda_days` are the clear days for which the agenda and the report are open before the meeting. `key_notice` and `private_notice`
    say whether it asks for 28 clear days' notice of a key decision and of a private meeting; `key_decisions` whether the body takes key
    decisions at all.
    """

    name: str
    agenda_days: int
    key_decisions: bool = False
    key_notice: bool = False
    private_notice: bool = False


def law_of(kind: BodyKind, date: datetime.date | None) -> Law | None:
    """The law that a body of a kind decides under on a date; a meeting without a date is still to come. `None` where none binds it.

    A body of a kind that is not stated is taken for none: see `kind_of`.
    """
    if kind in (BodyKind.NOT_STATED, BodyKind.OTHER):
        return None
    if kind is BodyKind.EXECUTIVE and (date is None or date >= EXECUTIVE_REGULATIONS):
        name = "Local Authorities (Executive Arrangements) (Meetings and Access to Information) (England) Regulations 2012"
        return Law(name, 5, key_decisions=True, key_notice=True, private_notice=True)
    days = 5 if date is None or date >= _FIVE_DAYS else 3
    if kind is BodyKind.EXECUTIVE and date is not None and date >= FIRST_REGULATIONS:
        name = "Local Authorities (Executive Arrangements) (Access to Information) (England) Regulations 2000"
        return Law(name, days, key_decisions=True)
    return Law("Local Government Act 1972", days)


def kind_of(recorded: str, body: str) -> BodyKind:
    """The kind of body as recorded, or where it is not, as the body's name tells it: a Cabinet or an executive, or a full council."""
    if recorded:
        return BodyKind(recorded)
    named = body.casefold()
    if "cabinet" in named or "executive" in named:
        return BodyKind.EXECUTIVE
    if "full council" in named or named in ("council", "the council"):
        return BodyKind.FULL_COUNCIL
    return BodyKind.COMMITTEE if "committee" in named else BodyKind.NOT_STATED
