"""What the case in hand comes to: its appraisal, and what still stands between its papers and the agenda."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop import opening
from desktop.errors import KnownTrouble, NotRead
from desktop.workspace.in_hand import InHand

if TYPE_CHECKING:
    from desktop.appraisal.results import Appraisal
    from desktop.papers.readiness import ReadinessItem

#: How soon after its charts and readiness are there a first screen is painted, in milliseconds; what writes is loaded then.
_PAINTED = 200


class Appraised(InHand):
    """Worked out once until something changes: the readiness, and what a first screen can do without, off the main thread."""

    def keep_places(self) -> None:
        """Have the screen in hand show its figures first; `load_rest` is then called once they are painted."""
        self.rest_follows, self._rest_is_begun = True, False

    def load_rest(self) -> None:
        """Load what draws charts, and work out readiness, off the main thread; `rest_loaded` follows. Then what writes a first record.

        Does nothing where no place is kept, or it is under way.
        """
        if not self.rest_follows or self._rest_is_begun:
            return
        self._rest_is_begun = True
        store, case, moment = self._store, self._case_id, self._image()
        if store is None or case is None or moment is None:
            self._take_rest(None)
            return
        image, unit = moment

        def take(readiness: tuple[ReadinessItem, ...]) -> None:
            is_so = self._store is store and self._case_id == case and store.latest_unit == unit
            self._take_rest(readiness if is_so else None)
            self._make_ready.start(_PAINTED)

        self.tasks.start(
            "Working out what is still to do", lambda progress: opening.load_rest(image, case), take, lambda trouble: self._take_rest(None)
        )

    def _image(self) -> tuple[bytes, int] | None:
        """All that the open file holds, for another thread to read, and its latest unit of work; None where it cannot be read."""
        from desktop.operations.store.files import known_trouble

        if self._store is None:
            return None
        try:
            with known_trouble():
                return self.read(lambda reader: reader.image()), self._store.latest_unit
        except KnownTrouble:  # whoever reads next says so
            return None

    def _take_rest(self, readiness: tuple[ReadinessItem, ...] | None) -> None:
        if readiness is not None:
            self._readiness[None] = readiness
        self.rest_follows = False
        self.rest_loaded.emit()

    def appraisal(self) -> Appraisal:
        """The case in hand, appraised; worked out once until something changes.

        Raises KnownTrouble where the records contradict one another, or cannot be read.
        """
        if self._appraisal is None:
            from desktop.operations.appraising.appraisals import appraise_case

            try:
                ahead = self._ahead.get(self.case_id)
                self._appraisal = ahead or self.read(appraise_case, self.case_id, self._before)
            except NotRead:
                raise
            except KnownTrouble as trouble:
                self._appraisal = trouble
        if isinstance(self._appraisal, KnownTrouble):
            raise self._appraisal
        return self._appraisal

    def follow_readiness(self, tell: Callable[[tuple[ReadinessItem, ...]], None], paper: int | None = None) -> None:
        """Tell what still stands between a paper and the agenda; without `paper`, the first of the case in hand.

        It is worked out off the main thread, once until something changes, and told at once where it is known. Tells nothing where
        something changes meanwhile, as whoever shows it asks again, or where it cannot be read.
        """
        if self._store is None or self._case_id is None or self.rest_follows:
            return
        if paper in self._readiness:
            tell(self._readiness[paper])
            return
        asking = self._asked.setdefault(paper, [])
        asking.append(tell)
        if len(asking) == 1 and (moment := self._image()) is not None:
            image, case = moment[0], self._case_id

            def take(readiness: tuple[ReadinessItem, ...]) -> None:
                if self._asked.get(paper) is asking:  # else something has changed since
                    del self._asked[paper]
                    self._readiness[paper] = readiness
                    for each in asking:
                        each(readiness)
                    self._tell_readiness(paper, readiness)

            self.tasks.start(
                "Working out what is still to do", lambda progress: opening.load_rest(image, case, paper), take, lambda trouble: None
            )

    def _tell_readiness(self, paper: int | None, readiness: tuple[ReadinessItem, ...]) -> None:
        """Have all who count what is open say the same at once, whichever of them asked for it."""
        from desktop.operations.papers.papers import in_hand

        if paper in (None, self.read(in_hand, self.case_id, None)):
            self._readiness[None] = readiness
            self.readiness_known.emit(readiness)

    def illustrative(self) -> str:
        """What of the case in hand is made up, in a few words; empty where nothing is. Worked out once until something changes."""
        if self._illustrative is None:
            from desktop.operations.records.summaries import illustrative_words

            self._illustrative = self.read(illustrative_words, self.case_id)
        return self._illustrative
