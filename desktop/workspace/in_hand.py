"""The open store and the case in hand: what is kept of them, what is told of them, and how they are read."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

from desktop import opening
from desktop.errors import KnownTrouble, NothingOpen, NotSaved
from desktop.tasks import Task, Tasks

if TYPE_CHECKING:
    from db.reading import Reader
    from db.store import Store
    from desktop.appraisal.results import Appraisal
    from desktop.operations.history.undoing import Done
    from desktop.operations.records.cases import CaseDetails
    from desktop.operations.store.shared_files import LocalCopy
    from desktop.papers.readiness import ReadinessItem

_Given = ParamSpec("_Given")
_Outcome = TypeVar("_Outcome")


class InHand(QObject):
    """One open store and the case in hand. The libraries of the store are loaded only when one is opened, off the main thread."""

    opened = Signal()
    """A store has been opened, or the case in hand is another one."""
    left = Signal()
    """Another file or case is taken in hand, and `opened` follows: what was not saved of the one before is given up."""
    changed = Signal()
    """Something in the store has changed: each screen that shows reads again."""
    troubled = Signal(str)
    """Known trouble, one sentence for the officer."""
    damaged = Signal(object, str, object)
    """A known file that does not open: its path, a sentence that says which backup there is, and that `KeptBackup`, if one is sound."""
    restored = Signal(str)
    """A file was put in order and is open: one sentence of which it is, and where what stood there is kept."""
    progressed = Signal(str)
    """How far the check of a file is that is being opened, as words."""
    unwritable = Signal(object, str)
    """A file that cannot be written where it is, its path, and one sentence: `open_copy` opens a copy of it elsewhere."""
    not_saved = Signal()
    """A write was not taken by the disk or the file: `unsaved` says which, until a write is taken."""
    copied = Signal(str)
    """A copy of a file on a share is open in its place: one sentence of what that means."""
    imported = Signal(object, object)
    """A workbook has been imported: its path, and the report of it."""
    not_imported = Signal(str, str)
    """Nothing was imported of a workbook: what is to be put right, and the whole report of it."""
    asked = Signal(object, object, object, object)
    """Nothing is imported yet of a workbook: its path, what is asked of what we do not know and of rows that may count money twice.

    Each is by its name, and last comes what was kept and left out before.
    """
    exported = Signal(object, str, object, str)
    """A workbook is written: its path, the title of its case, what `import` would refuse of it, and what it cannot hold."""
    rest_loaded = Signal()
    """What the screen in hand keeps places for can be shown: its charts, and the readiness of the paper."""
    readiness_known = Signal(object)
    """What stands between the first paper of the case in hand and the agenda is worked out: its items."""
    ready = Signal()
    """What writes a first record is loaded: nothing more is waited for, and what will be may be made ready."""
    house_style_used = Signal(object)
    """The file of a house style that was brought in or saved: its path."""
    changing = Signal(str, float)
    """A change of many rows is being written off the main thread, what it is and how much of it is done, 0 to 1: until it is over, and
    nothing is said, no other is taken. `stop` takes it back."""
    busy = Signal(str)
    """What is being done off the main thread; empty when it is over."""

    def __init__(
        self,
        tasks: Tasks,
        parent: QObject | None = None,
        backups: Path | None = None,
        copies: Path | None = None,
        closed: Path | None = None,
    ) -> None:
        """`backups` is the folder of dated backups; `copies` that of files on a share, which are not worked on in place.

        `closed` is the folder of digests: a file that is as it was when it was last closed is not checked again.
        """
        super().__init__(parent)
        self.tasks = tasks
        self._places = opening.Places(backups, copies, closed)
        self._loading: Task | None = None
        self._changing = ""
        self._coming: Path | None = None
        self._waiting: QEventLoop | None = None
        self._ahead: dict[int, Appraisal] = {}
        self._copy: LocalCopy | None = None
        self._changed_since_backup = False
        self._store: Store | None = None
        self._case_id: int | None = None
        self._appraisal: Appraisal | KnownTrouble | None = None
        self._before: Appraisal | None = None
        self._readiness: dict[int | None, tuple[ReadinessItem, ...]] = {}
        self._asked: dict[int | None, list[Callable[[tuple[ReadinessItem, ...]], None]]] = {}
        self._rest_is_begun = False
        self.rest_follows = False
        """Whether `rest_loaded` is still to come: until then a screen keeps places for charts and readiness."""
        self._illustrative: str | None = None
        self._details: CaseDetails | None = None
        self.screen = ""
        """The name of the screen in hand, which the window sets."""
        self.done: dict[int, Done] = {}
        """Where each unit of work of this sitting was done."""
        self.saved_at: datetime.datetime | None = None
        self.unsaved: NotSaved | None = None
        self.last_house_style: Path | None = None
        """The file of a house style that was used last on this machine: it is offered where a file has none."""
        self.matches: dict[str, dict[str, str]] = {}
        """What foreign tables were taken for on this machine, by the digest of their headings."""
        self._make_ready = QTimer(self)
        self._make_ready.setSingleShot(True)
        self._make_ready.timeout.connect(
            lambda: self.tasks.start("Making ready to write", lambda progress: opening.load_tables(), lambda nothing: self.ready.emit())
        )

    @property
    def _held(self) -> Store:
        """The open store. Raises NothingOpen where there is none."""
        if self._store is None:
            raise NothingOpen
        return self._store

    @property
    def path(self) -> Path | None:
        """The open file, as the officer knows it: one on a share is named there, though a copy of it is worked on."""
        if self._copy is not None:
            return self._copy.original
        return self._store.path if self._store else None

    @property
    def copy(self) -> LocalCopy | None:
        """The copy on this machine that is worked on, where the file is on a share or in a synchronised folder."""
        return self._copy

    @property
    def is_open(self) -> bool:
        """Whether a case is in hand."""
        return self._store is not None and self._case_id is not None

    @property
    def case(self) -> CaseDetails:
        """The case in hand. Raises NothingOpen where there is none."""
        if self._details is None:
            from desktop.operations.records.cases import details

            self._details = self.read(details, self.case_id)
        return self._details

    @property
    def case_id(self) -> int:
        """The case in hand. Raises NothingOpen where there is none."""
        if self._case_id is None:
            raise NothingOpen
        return self._case_id

    def show_case(self, case: int) -> None:
        """Take another case of the open store in hand."""
        self._case_id = case
        self.unsaved = None
        self._forget()
        self.left.emit()
        self.opened.emit()

    def read(self, operation: Callable[Concatenate[Reader, _Given], _Outcome], *given: _Given.args, **named: _Given.kwargs) -> _Outcome:
        """Run an operation that only reads. Raises NotRead where the disk or the file does not give the records."""
        from desktop.operations.store.files import reading

        with reading(self._held):
            return operation(self._held.reader(), *given, **named)

    def _forget(self) -> None:
        self._before = self._known_appraisal()
        self._appraisal = None
        self._readiness, self._asked = {}, {}
        self._illustrative = None
        self._details = None

    def _known_appraisal(self) -> Appraisal | None:
        """The last that was worked out: what no change has touched since is not worked out again."""
        return self._appraisal if not isinstance(self._appraisal, KnownTrouble) and self._appraisal is not None else self._before

    def _failed(self, trouble: Exception) -> None:
        self.busy.emit("")
        if not isinstance(trouble, KnownTrouble):
            raise trouble
        self.troubled.emit(str(trouble))
