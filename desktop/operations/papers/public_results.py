"""The results JSON as it may be published, and in the whole one where each value stands that a public paper holds back.

What may be published is worked out from the public records, as a public paper is, so that nothing in it rests on what is withheld. What
is held back is whatever of the whole results is not so in those: the values withheld, every sum that they are part of, the findings.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from db.copies import reader_on
from db.reading import Reader
from desktop.appraisal.results import Appraisal
from desktop.operations.appraising.appraisals import appraise_case_whole
from desktop.operations.appraising.results_json import results_json
from desktop.operations.papers.gates import gates_json
from desktop.operations.papers.publishing import published
from desktop.operations.records.held import is_anything_marked
from desktop.operations.store.files import known_trouble

#: What an amount of the JSON always has: it is one value.
_AMOUNT = {"kind", "low", "central", "high"}


@dataclass(frozen=True, slots=True)
class WholeResults:
    """A store as it was, for what of a case's results is held back to be worked out off the main thread; no image where nothing is."""

    image: bytes | None
    case: int
    gates: dict[str, Any]

    def json_of(self, appraisal: Appraisal) -> dict[str, Any]:
        """The results JSON of an appraisal, simulated, with what of it a public paper holds back. Raises KnownTrouble."""
        whole = results_json(appraisal) | self.gates
        if self.image is None:
            return whole | {"withheld": []}
        with known_trouble(), reader_on(self.image) as reader:
            return _with_withheld(whole, reader, self.case)


def whole_results(reader: Reader, case: int) -> WholeResults:
    """What is needed to tell later what of a case's results is held back."""
    return WholeResults(reader.image() if is_anything_marked(reader) else None, case, gates_json(reader, case))


def public_appraisal(reader: Reader, case: int) -> Appraisal:
    """What the arithmetic makes of a case's public records, simulated. Raises KnownTrouble."""
    with published(reader, case, None, exempt=False) as records:
        return appraise_case_whole(records, case)


def public_json(reader: Reader, case: int) -> dict[str, Any]:
    """The results JSON of a case's public records, simulated. Raises KnownTrouble."""
    with published(reader, case, None, exempt=False) as records:
        return results_json(appraise_case_whole(records, case)) | gates_json(records, case)


def whole_json(reader: Reader, case: int, appraisal: Appraisal) -> dict[str, Any]:
    """The results JSON of an appraisal of a case, simulated, with what of it a public paper holds back. Raises KnownTrouble."""
    whole = results_json(appraisal) | gates_json(reader, case)
    return _with_withheld(whole, reader, case) if is_anything_marked(reader) else whole | {"withheld": []}


def _with_withheld(whole: dict[str, Any], reader: Reader, case: int) -> dict[str, Any]:
    return whole | {"withheld": list(held_back(whole, public_json(reader, case)))}


def held_back(whole: Any, public: Any, at: str = "") -> Iterator[str]:
    """The JSON Pointer (RFC 6901) to each value of the whole that is not so in what is public, the largest that is a value of its own."""
    if whole == public:
        return
    if isinstance(whole, dict) and isinstance(public, dict) and not whole.keys() >= _AMOUNT:
        for key, value in whole.items():
            place = f"{at}/{key.replace('~', '~0').replace('/', '~1')}"
            if key in public:
                yield from held_back(value, public[key], place)
            else:
                yield place
    elif isinstance(whole, list) and isinstance(public, list):
        yield from _held_back_of_list(whole, public, at)
    else:
        yield at


def _held_back_of_list(whole: list[Any], public: list[Any], at: str) -> Iterator[str]:
    """Of lists as long as one another what differs within each item; of others, the items that the public one does not have."""
    if len(whole) == len(public):
        for index, (held, told) in enumerate(zip(whole, public, strict=True)):
            yield from held_back(held, told, f"{at}/{index}")
        return
    one, other = ([json.dumps(each, sort_keys=True) for each in items] for items in (whole, public))
    for change, first, last, *_ in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if change in ("replace", "delete"):
            yield from (f"{at}/{index}" for index in range(first, last))
