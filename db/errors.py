"""What can be wrong with a store, each as one sentence that says what to do. `desktop.operations` translates these."""

from __future__ import annotations


class StoreTrouble(Exception):
    """Known trouble with a store file."""


class StoreMissing(StoreTrouble):
    """No file is at the path. A missing store is never replaced by an empty one."""


class StoreExists(StoreTrouble):
    """A new store was asked for where a file is already."""


class NotAStore(StoreTrouble):
    """The file is not one of ours."""


class StoreTooNew(StoreTrouble):
    """The file was written by a later version of the program."""


class StoreBusy(StoreTrouble):
    """The file is open in another window or program."""


class StoreDamaged(StoreTrouble):
    """The file fails its checks."""


class StoreUnwritable(StoreTrouble):
    """The file or its folder cannot be written."""


class RecordGone(LookupError):
    """There is no record of that id: it has been deleted since."""


class NotUnique(ValueError):
    """A record would be there twice: another has what only one may have."""
