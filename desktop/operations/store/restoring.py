"""What each backup of a file holds and what restoring it would lose, which of them are sound, and putting one in the file's place."""

from __future__ import annotations

import contextlib
import datetime
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from db.checking import Step
from db.errors import StoreTrouble
from db.whole_files import LastChange, check_closed, last_change_of, made_whole, seals_of
from desktop.appraisal.wording import listed as in_a_row
from desktop.disk_trouble import Work, in_words, is_found, shown, shown_folder
from desktop.errors import KnownTrouble
from desktop.late_dataclass import dataclass
from desktop.operations.store.backup_notes import read_note
from desktop.operations.store.backups import NOT_KNOWN, Backup, backups, folders_of, give_up_after, newest_first
from desktop.operations.store.files import journal_of, moved_aside, moved_back

#: So many backups are named in one sentence.
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """A backup with what it holds: its last change, where it can be read, its size in bytes, and how many later changes it lacks.

    `trouble` says why it cannot be used, empty where it is sound, and is None until it has been checked whole. `lacks` is None where there
    is no telling.
    """

    backup: Backup
    last: LastChange | None
    size: int
    lacks: int | None
    trouble: str | None = None

    @property
    def path(self) -> Path:
        """Where the backup is."""
        return self.backup.path

    @property
    def when(self) -> str:
        """When it was made, as the clock here then said."""
        return moment(self.backup.made)

    @property
    def words(self) -> str:
        """What restoring it gives and loses, as part of a sentence."""
        if self.last is None:
            return f"of {self.when}"
        change = f"its last change is ‘{self.last.label}’, {moment_of(self.last.at)}" if self.last.changes else "nothing had been recorded"
        return f"of {self.when}: {change}; {self.loss}"

    @property
    def loss(self) -> str:
        """What restoring it would lose, as far as is known."""
        if self.backup.given_up:
            return "what was changed last in it was given up when an older backup was restored"
        if self.lacks is None:
            return "what was changed after it is not known"
        if self.lacks <= 0:
            return "as far as is known, nothing would be lost"
        return f"{self.lacks:,} {'change' if self.lacks == 1 else 'changes'} after it would be lost"

    @property
    def other(self) -> str:
        """Of which other file it was made, as the rest of a sentence; empty where it is of this one."""
        of = self.backup.of
        return f"was made of {shown_folder(Path(of))}, which may have gone its own way" if of else ""


class OfferedBackup(KnownTrouble):
    """A known file that does not open, with its newest sound backup, where it has one."""

    def __init__(self, sentence: str, backup: KeptBackup | None) -> None:
        super().__init__(sentence)
        self.backup = backup


def known_state(root: Path, file: Path) -> LastChange | None:
    """How a file stood when it was last seen to open, close or be backed up; None where it never was."""
    folders = folders_of(root, file)
    path = str(file.absolute())
    seen = [note.seen[path] for folder in folders if path in (note := read_note(folder)).seen]
    return seen[-1] if seen else None


def kept_backups(root: Path, file: Path, now: LastChange | None = None) -> tuple[KeptBackup, ...]:
    """The backups of a file, the newest first, with what each holds, unchecked. `now` is how the file stands, where it is open."""
    listed = backups(folders_of(root, file), file)
    described = {each.path: _described(each) for each in listed}
    state = now or known_state(root, file)
    # what a backup itself says of its last change goes before what its name says
    readable = [replace(each, unit=last.unit) if (last := described[each.path][0]) else each for each in listed]
    order = newest_first(_of_one_history(readable, {path: last for path, (last, _) in described.items() if last}, state))
    own = [each.unit for each in order if not each.of and not each.given_up and described[each.path][0] is not None]
    latest = max([*([state.unit] if state else []), *([] if now else own)], default=NOT_KNOWN)
    kept = []
    for each in order:
        last, size = described[each.path]
        kept.append(KeptBackup(each, last, size, None if last is None or each.of or latest == NOT_KNOWN else latest - last.unit))
    return tuple(kept)


def _of_one_history(listed: Sequence[Backup], last: Mapping[Path, LastChange], state: LastChange | None) -> list[Backup]:
    """The backups, those of another file that have the history of this one as its own: a file that was moved, or what it was copied from.

    Which those are the seals of the trail tell, from that of the file as it stands and from those of its own backups.
    """
    history = {state.unit: state.seal} if state is not None and state.seal else {}
    for each in listed:
        if not each.of and not each.given_up and each.path in last:
            history |= _seals(each.path)
            break
    told = []
    for each in sorted(listed, key=lambda each: each.unit, reverse=True):
        if each.of and each.path in last and _is_of(history, each, last[each.path]):
            history = _seals(each.path) | history
            told.append(replace(each, of=""))
        else:
            told.append(each)
    return told


def _is_of(history: Mapping[int, str], backup: Backup, last: LastChange) -> bool:
    """Whether a backup of another file holds this one's own history, and nothing that came after it in the other."""
    if last.seal:
        return history.get(last.unit) == last.seal
    return bool(history) and not is_found(Path(backup.of))


def _seals(path: Path) -> dict[int, str]:
    try:
        return seals_of(path)
    except StoreTrouble:
        return {}


def checked(kept: KeptBackup, step: Step = lambda share: None) -> KeptBackup:
    """A backup with whether it is sound. Raises what `step` raises."""
    try:
        check_closed(kept.path, step)
    except StoreTrouble as trouble:
        return replace(kept, trouble=str(trouble))
    return replace(kept, trouble="")


def newest_sound(root: Path, file: Path, step: Step = lambda share: None) -> tuple[KeptBackup | None, tuple[KeptBackup, ...]]:
    """The newest backup that is sound, and those that were passed over. `step` is told how many of all have been looked at, 0 to 1."""
    passed_over: list[KeptBackup] = []
    kept = kept_backups(root, file)
    for number, each in enumerate(kept):
        looked = checked(each, partial(_part, step, number, len(kept)))
        if not looked.trouble:
            return looked, tuple(passed_over)
        passed_over.append(looked)
    return None, tuple(passed_over)


def _part(step: Step, number: int, of: int, share: float) -> None:
    step((number + share) / of)


def no_longer_reads(file: Path) -> str:
    """What is said of a known file that does not even look like one."""
    return f"{shown(file.name)} does not read as an Appraisal Desk file any more: it is damaged, or something else has taken its place."


def offer_words(trouble: str, sound: KeptBackup | None, passed_over: tuple[KeptBackup, ...]) -> str:
    """What is said of a known file that does not open: what is wrong, and which backup there is."""
    dates = [each.when for each in passed_over[:_MOST_NAMED]]
    if len(passed_over) > _MOST_NAMED:
        dates.append(f"{len(passed_over) - _MOST_NAMED} more")
    bad = f"{'backup' if len(passed_over) == 1 else 'backups'} of {in_a_row(dates)} {'is' if len(passed_over) == 1 else 'are'} damaged too"
    if sound is None:
        return f"{trouble} No backup of it can be used: the {bad}."
    copy = f" It {sound.other}." if sound.backup.of else ""
    over = f" The {bad} and {'was' if len(passed_over) == 1 else 'were'} passed over." if passed_over else ""
    return f"{trouble} The newest sound backup is {sound.words}.{copy}{over}"


def restore(file: Path, chosen: Backup, keep: bool = True) -> Path | None:
    """Put a backup in the place of a file that is not open; gives where what stood there is kept, or None. Raises KnownTrouble.

    With `keep` what stands there keeps its name with `.damaged` after it, and a number where that is taken; without, it is replaced. In
    trouble all is as it was.
    """
    aside: Path | None = None
    try:
        with made_whole(file) as partial:
            shutil.copyfile(chosen.path, partial)
            # a file that is replaced has been closed, and has no journal
            aside = moved_aside(file) if keep or is_found(journal_of(file)) else None
    except (OSError, KnownTrouble) as trouble:
        if aside is not None:
            moved_back(file, aside)
        said = str(trouble) if isinstance(trouble, KnownTrouble) else in_words(trouble, file, Work.WRITE)
        raise KnownTrouble(f"The backup could not be put in its place. {said}") from trouble
    give_up_after(chosen)
    return aside if aside is not None and is_found(aside) else None


def restored_words(file: Path, chosen: KeptBackup, kept: Path | None, was_open: bool) -> str:
    """What is said once a backup is open in the place of its file."""
    aside = f" What stood there is kept as {shown(kept.name)} beside it." if kept is not None else ""
    aside += " The file as it was before is among its backups." if was_open else ""
    return f"The backup of {chosen.when} is open as {shown(file.name)} in {shown_folder(file.parent)}.{aside}"


def moment(when: datetime.datetime) -> str:
    """A moment as an officer reads it, by the clock here: 4 March 2026, 12:30."""
    here = when.astimezone()
    return f"{here.day} {here:%B %Y, %H:%M}"


def moment_of(at: str) -> str:
    """The same of a moment as a store holds it; what is no moment is given back as it is."""
    try:
        return moment(datetime.datetime.fromisoformat(at))
    except (ValueError, OverflowError, OSError):
        return at


def _described(backup: Backup) -> tuple[LastChange | None, int]:
    last, size = None, 0
    with contextlib.suppress(OSError):
        size = backup.path.stat().st_size
    with contextlib.suppress(StoreTrouble):
        last = last_change_of(backup.path)
    return last, size
