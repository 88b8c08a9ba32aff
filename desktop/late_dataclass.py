"""`dataclass(frozen=True, slots=True)` whose methods are made when they are first used.

Python's own writes and compiles six functions for every class as it is imported, a tenth of what the window's first screen cost. Here a
class costs next to nothing until one of it is made; from then on it is as quick as Python's own.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, TypeVar

_C = TypeVar("_C")
#: How Python's own tells a field from a class variable; `replace` and `fields` ask for it.
_IS_FIELD: Final = dataclasses.__dict__["_FIELD"]
_FIELDS, _PARAMETERS = "__dataclass_fields__", "__dataclass_params__"


@dataclasses.dataclass(frozen=True)
class _Example:
    """What Python's own says of a frozen class, which says the same of each of these."""


class _LateInit:
    """Stands for `__init__` until it is asked for: by the first instance, or by whoever reads its parameters."""

    def __get__(self, instance: object, owner: type) -> Any:
        for cls in owner.__mro__:
            if vars(cls).get("__init__") is self:
                type.__setattr__(cls, "__init__", _init(cls))
        return getattr(owner if instance is None else instance, "__init__")  # noqa: B009  # mypy reads no `__init__` of an instance


def _init(cls: type) -> Callable[..., None]:
    """`__init__` of a class of fields, that sets each slot itself."""
    fields = vars(cls)[_FIELDS]
    given: dict[str, Any] = {"_missing": dataclasses.MISSING}
    heads, lines, by_name = list[str](), list[str](), list[str]()
    for name, field in fields.items():
        given[f"_set_{name}"] = getattr(cls, name).__set__
        value, head = name, name
        if field.default is not dataclasses.MISSING:
            given[f"_default_{name}"] = field.default
            head = f"{name}=_default_{name}"
        elif field.default_factory is not dataclasses.MISSING:
            given[f"_make_{name}"] = field.default_factory
            head = f"{name}=_missing"
            value = f"_make_{name}() if {name} is _missing else {name}"
        (by_name if field.kw_only else heads).append(head)
        lines.append(f"  _set_{name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append("  self.__post_init__()")
    body = "\n".join(lines or ["  pass"])
    head = ", ".join(["self", *heads, *(["*"] if by_name else []), *by_name])
    source = f"def make({', '.join(given)}):\n def __init__({head}):\n{body}\n return __init__"
    scope: dict[str, Any] = {}
    exec(source, vars(sys.modules[cls.__module__]), scope)  # of names of fields alone, as Python's own is
    made: Callable[..., None] = scope["make"](**given)
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    made.__annotations__ = {name: field.type for name, field in fields.items()} | {"return": None}
    return made


def _values(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of these fields as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    if not names:
        return lambda record: ()
    value = attrgetter(*names)
    return lambda record: (value(record),)


def _fields_of(cls: type) -> dict[str, dataclasses.Field[Any]]:
    """The fields a class inherits and its own, in order. Raises TypeError and ValueError as Python's own does."""
    fields: dict[str, dataclasses.Field[Any]] = {}
    for base in reversed(cls.__mro__[1:]):
        fields |= vars(base).get(_FIELDS, {})
    for name, kind in vars(cls).get("__annotations__", {}).items():
        if str(kind).startswith(("ClassVar", "typing.ClassVar")):
            continue
        default = vars(cls).get(name, dataclasses.MISSING)
        field: dataclasses.Field[Any] = default if isinstance(default, dataclasses.Field) else dataclasses.field(default=default)
        if field.default is not dataclasses.MISSING and type(field.default).__hash__ is None:
            raise ValueError(f"mutable default {type(field.default)} for field {name} is not allowed: use default_factory")
        field.name, field.type, field.kw_only = name, kind, field.kw_only is True
        setattr(field, "_field_type", _IS_FIELD)  # noqa: B010  # no type knows of it
        fields[name] = field
    optional = ""
    for name, field in ((name, field) for name, field in fields.items() if not field.kw_only):
        has_default = field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING
        if optional and not has_default:
            raise TypeError(f"non-default argument {name!r} follows default argument {optional!r}")
        optional = name if has_default else ""
    return fields


def _made(cls: type[_C]) -> type[_C]:
    """The class again, with slots for its fields and what a frozen dataclass can do."""
    fields = _fields_of(cls)
    names = tuple(fields)
    kept = {name: value for name, value in vars(cls).items() if name not in (*names, "__dict__", "__weakref__")}
    inherited = {slot for base in cls.__mro__[1:] for slot in vars(base).get("__slots__", ())}
    compared = _values(tuple(name for name, field in fields.items() if field.compare))
    hashed = _values(tuple(name for name, field in fields.items() if (field.compare if field.hash is None else field.hash)))
    every = _values(names)
    shown = tuple(name for name, field in fields.items() if field.repr)

    def equals(self: Any, other: object) -> bool:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    def hash_of(self: Any) -> int:
        return hash(hashed(self))

    def words(self: Any) -> str:
        return f"{self.__class__.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    def state(self: Any) -> list[Any]:
        return list(every(self))

    if kept.get("__hash__", 0) is None:
        del kept["__hash__"]  # as Python leaves it where a class says for itself what equals it
    own = {
        "__init__": _LateInit(), _FIELDS: fields, _PARAMETERS: getattr(_Example, _PARAMETERS),
        "__match_args__": tuple(name for name, field in fields.items() if not field.kw_only),
        "__slots__": tuple(name for name in names if name not in inherited), "__eq__": equals, "__hash__": hash_of, "__repr__": words,
        "__setattr__": _refuse_to_assign, "__delattr__": _refuse_to_delete, "__getstate__": state, "__setstate__": _set_state,
    }  # fmt: skip
    metaclass: Any = type(cls)
    again: type[_C] = metaclass(cls.__name__, cls.__bases__, {**own, **kept})  # what the class says for itself stays
    again.__qualname__ = cls.__qualname__
    return again


def _refuse_to_assign(self: Any, name: str, value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _set_state(self: Any, state: list[Any]) -> None:
    for name, value in zip(vars(type(self))[_FIELDS], state, strict=True):
        object.__setattr__(self, name, value)


def _dataclass(*, frozen: bool, slots: bool) -> Callable[[type[_C]], type[_C]]:
    """A frozen dataclass with slots. Raises TypeError where either is not asked for: that is for Python's own."""
    if not (frozen and slots):
        raise TypeError("a late dataclass is frozen and has slots")
    return _made


if TYPE_CHECKING:
    from dataclasses import dataclass

    __all__ = ["dataclass"]
else:
    dataclass = _dataclass
