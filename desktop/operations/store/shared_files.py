"""Files on a share or in a synchronised folder: a copy on this machine is worked on, and put back where that loses nothing.

SQLite's locks do not hold on every share, and a synchronising program may take a file away half written.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import os
import sys
from pathlib import Path, PurePath

from db.checking import Step
from db.errors import StoreUnwritable
from db.store import Store
from desktop.disk_trouble import Work, is_found, known_disk_trouble, shown_folder
from desktop.errors import KnownTrouble
from desktop.late_dataclass import dataclass
from desktop.operations.store.clean_closes import CleanCloses
from desktop.operations.store.files import known_trouble, moved_aside, opened
from desktop.operations.writing import write_whole
from desktop.own_files import PARTIAL, own_folder_made

#: How the kinds of shared file systems are called among the mounts.
_SHARES = ("nfs", "cifs", "smb", "fuse.sshfs", "davfs", "afs", "ncpfs")
#: How the folders begin that a program of their own keeps the same in several places.
_SYNCHRONISED = ("OneDrive", "Dropbox", "Google Drive", "GoogleDrive", "iCloudDrive", "iCloud Drive", "Nextcloud", "SharePoint")
#: What Windows answers for the drive of a share.
_DRIVE_REMOTE = 4
_NOTE = "origin.json"


@dataclass(frozen=True, slots=True)
class LocalCopy:
    """A copy on this machine of a file elsewhere. `where` is `on a share` or `in a synchronised folder`.

    `told` is what the officer is to know of it now.
    """

    original: Path
    local: Path
    where: str
    told: str


@dataclass(frozen=True, slots=True)
class _Note:
    """What stood on both sides when they were last the same: the file's SHA-256, and the copy's latest unit of work."""

    original: str
    digest: str
    unit: int


def place_of(path: Path) -> str:
    """`on a share`, `in a synchronised folder`, or blank for a folder of this machine's own. Raises KnownTrouble for no path at all."""
    with known_disk_trouble(path, Work.READ):
        whole = path.absolute()
    if _on_a_share(whole):
        return "on a share"
    return "in a synchronised folder" if _synchronised(whole, _synchronised_roots()) else ""


def take(original: Path, root: Path, where: str, closes: CleanCloses | None = None, step: Step = lambda share: None) -> LocalCopy:
    """The copy of a file in a folder of this machine, made or brought up to date where nothing is lost by it. Raises KnownTrouble.

    Where both have changed since they were last the same, the copy is left as it is. It is checked whole unless `closes` knows it to be as
    it was; `step` is told how far the check is, 0 to 1.
    """
    folder = _folder(original, root)
    local, note = folder / original.name, _read_note(folder)
    with known_disk_trouble(local, Work.KEEP):
        is_copied = note is not None and local.exists()
    if note is None or not is_copied:
        return _copied(original, local, where, closes, step)
    try:
        digest = _digest(original)
    except KnownTrouble:
        notice = f"{original.name} cannot be reached, so the copy of it on this machine is open. Open it again when the folder is there."
        return LocalCopy(original, local, where, notice)
    changed_there = digest != note.digest
    with opened(local, closes, step) as store:
        changed_here = _latest_unit(store) != note.unit
    if not changed_here:
        return _copied(original, local, where, closes, step) if changed_there else LocalCopy(original, local, where, _told(original, where))
    if not changed_there:
        notice = f"The copy of {original.name} on this machine holds changes that are not yet in the file {where}. Closing puts them back."
    else:
        notice = (
            f"{original.name} has changed {where} and in the copy on this machine. The copy is open; "
            "closing puts it beside the file under another name, so that neither is lost."
        )
    return LocalCopy(original, local, where, notice)


def put_back(store: Store, copy: LocalCopy, now: datetime.datetime) -> Path | None:
    """Write an open copy's changes where it came from; gives where they are, or None where there were none. Raises KnownTrouble.

    A file that somebody else has changed meanwhile is left alone: the copy is then put beside it, dated.
    """
    folder = copy.local.parent
    note, unit = _read_note(folder), _latest_unit(store)
    if note is not None and note.unit == unit:
        return None
    whole = folder / f"back{PARTIAL}"
    with known_disk_trouble(copy.local, Work.KEEP), known_trouble():
        try:
            store.back_up(whole)
            contents = whole.read_bytes()
        except StoreUnwritable as trouble:
            raise KnownTrouble(
                f"{copy.original.name} could not be put back, as no copy of it could be written in {shown_folder(folder)}. "
                "Check that the disk there has space and that you may write to it."
            ) from trouble
        finally:
            whole.unlink(missing_ok=True)
    to = copy.original
    with known_disk_trouble(to, Work.READ):
        ours = not to.exists() or (note is not None and _digest(to) == note.digest)
    if not ours:
        to = to.with_stem(f"{to.stem} (changed here {now:%Y-%m-%d %H%M})")
    write_whole(to, contents)
    # set beside the other, this state has no file of its own to be compared with: theirs is the one to open next
    digest = hashlib.sha256(contents).hexdigest() if ours else ""
    _write_note(folder, _Note(str(copy.original.absolute()), digest, unit))
    return to


def forget(original: Path, root: Path, *, keep: bool) -> None:
    """Have the next `take` copy the file anew; with `keep` the copy there is now stays beside it, as far as it can. Raises KnownTrouble."""
    folder = _folder(original, root)
    note, local = folder / _NOTE, folder / original.name
    if keep and is_found(local):
        with contextlib.suppress(KnownTrouble):
            moved_aside(local)
    with known_disk_trouble(note, Work.KEEP):
        note.unlink(missing_ok=True)


def _folder(original: Path, root: Path) -> Path:
    return root / hashlib.sha256(os.fsencode(original.absolute())).hexdigest()[:8]


def _told(original: Path, where: str) -> str:
    return f"{original.name} is {where}, so a copy of it on this machine is open. Closing puts your changes back in the file."


def _copied(original: Path, local: Path, where: str, closes: CleanCloses | None, step: Step) -> LocalCopy:
    """The file itself, copied anew. One that is open elsewhere may be half written, so the copy is opened once to look at it whole."""
    with known_disk_trouble(original, Work.READ):
        contents = original.read_bytes()
    with known_disk_trouble(local, Work.KEEP):
        own_folder_made(local.parent)
        local.with_name(f"{local.name}-journal").unlink(missing_ok=True)  # of the copy before, which SQLite would put back into this one
    write_whole(local, contents, own=True)
    digest = hashlib.sha256(contents).hexdigest()
    with opened(local, closes, step) as store:
        _write_note(local.parent, _Note(str(original.absolute()), digest, _latest_unit(store)))
    return LocalCopy(original, local, where, _told(original, where))


def _latest_unit(store: Store) -> int:
    """The number of the copy's latest unit of work: it grows with every change, undo and redo."""
    [(unit,)] = store.reader().rows("SELECT COALESCE(MAX(id), 0) FROM units")
    return int(unit)


def _digest(path: Path) -> str:
    with known_disk_trouble(path, Work.READ), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_note(folder: Path) -> _Note | None:
    """What stood on both sides; None where there is no note. One that cannot be read as such counts as a change on both sides."""
    note = folder / _NOTE
    try:
        with known_disk_trouble(note, Work.KEEP):
            kept = json.loads(note.read_bytes()) if note.exists() else None
        return None if kept is None else _Note(str(kept["original"]), str(kept["digest"]), int(kept["unit"]))
    except (ValueError, KeyError, TypeError):
        return _Note("", "", -1)


def _write_note(folder: Path, note: _Note) -> None:
    kept = {"original": note.original, "digest": note.digest, "unit": note.unit}
    write_whole(folder / _NOTE, json.dumps(kept, indent=1).encode(), own=True)


def _on_a_share(path: Path) -> bool:
    if str(path).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == _DRIVE_REMOTE)
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return _kind_of_mount(str(path), mounts).startswith(_SHARES)


def _kind_of_mount(path: str, mounts: str) -> str:
    """The kind of the file system that holds a path: that of the longest mount point above it."""
    longest, kind = "", ""
    for line in mounts.splitlines():
        _, point, file_system, *_ = (*line.split(" "), "", "", "")
        point = point.replace("\\040", " ")
        if (path == point or path.startswith(point.rstrip("/") + "/")) and len(point) >= len(longest):
            longest, kind = point, file_system
    return kind


def _synchronised_roots() -> tuple[str, ...]:
    """The folders that OneDrive says it keeps."""
    return tuple(value for name, value in os.environ.items() if name.upper().startswith("ONEDRIVE") and value)


def _synchronised(path: PurePath, roots: tuple[str, ...]) -> bool:
    if any(path.is_relative_to(root) for root in roots):
        return True
    return any(part.startswith(_SYNCHRONISED) for part in path.parts[:-1])
