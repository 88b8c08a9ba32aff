"""An officer's line of text as words with their faces, links and citations; what is none of these stays plain words.

`**bold**` and `*italic*` set a face. `[words](https://…)` is a link, and a bare web or mail address leads to itself: https, http and
mailto, and nothing else. `[recommendation: 3]`, `[section: Background]` and `[appendix: A]` stand for the number of what they name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from desktop.late_dataclass import dataclass
from desktop.papers.content.blocks import Citation, Span, Words

_ADDRESS = r"https?://[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*|mailto:[^\s()<>]+"
_MARKED = re.compile(
    rf"\[(?P<words>[^\[\]\n]{{1,300}})\]\((?P<target>{_ADDRESS})\)"
    r"|(?P<cited>\[\s*(?P<kind>recommendation|section|appendix)\s*:\s*(?P<name>[^\[\]\n]{1,200}?)\s*\])"
    r"|(?<![\w@/.])(?P<web>(?:https?://|www\.[^\W_])[^\s<>\[\]]+)"
    r"|(?<![\w.+@/-])(?P<mail>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})",
    re.IGNORECASE,
)
_STARS = re.compile(r"(\*\*|\*)")
#: What ends a sentence, and is no part of an address at its end.
_AFTER = ".,;:!?'\"’”*_"
CITED = re.compile(r"\[\s*(recommendation|section|appendix)\s*:\s*([^\[\]\n]{1,200}?)\s*\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Mark:
    """Stars; `act` says whether they open a face or close it, and is blank where they are plain characters."""

    stars: str
    act: str = ""


_Token = str | Words | _Mark


@lru_cache(maxsize=8_192)
def spans(text: str) -> Words:
    """A paragraph's words. Marks that do not pair are plain characters. A paper is made again with each pause, of much the same texts."""
    return _faced(_paired(list(_tokens(text))))


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    for match in _MARKED.finditer(text):
        if match.start() < at:
            continue
        token, end = _marked(match)
        yield from _starred(text[at : match.start()])
        yield token
        at = end
    yield from _starred(text[at:])


def _starred(text: str) -> Iterator[_Token]:
    for index, piece in enumerate(_STARS.split(text)):
        if index % 2:
            yield _Mark(piece)
        elif piece:
            yield piece


def _marked(match: re.Match[str]) -> tuple[Words, int]:
    """What a match stands for, and where it ends."""
    if match["words"] is not None:
        inner = _faced(_paired(list(_starred(match["words"]))))
        return tuple(replace(span, link=match["target"]) for span in inner), match.end()
    if match["cited"] is not None:
        return (Citation(match["cited"], kind=match["kind"].lower(), name=match["name"]),), match.end()
    if match["mail"] is not None:
        mail = match["mail"].rstrip(".-")
        return (Span(mail, link=f"mailto:{mail}"),), match.start() + len(mail)
    shown = _trimmed(match["web"])
    return (Span(shown, link=shown if "://" in shown else f"https://{shown}"),), match.start() + len(shown)


def _trimmed(web: str) -> str:
    """A bare address without the stop of its sentence, and without a bracket that it does not open."""
    while web and (web[-1] in _AFTER or (web[-1] == ")" and web.count("(") < web.count(")"))):
        web = web[:-1]
    return web


def _paired(tokens: list[_Token]) -> list[_Token]:
    opened: dict[str, int] = {}
    for index, token in enumerate(tokens):
        if not isinstance(token, _Mark):
            continue
        before = _letters(tokens[index - 1])[-1:] if index else ""
        after = _letters(tokens[index + 1])[:1] if index + 1 < len(tokens) else ""
        if token.stars in opened and before and not before.isspace() and not after.isalnum():
            at = opened.pop(token.stars)
            tokens[at], tokens[index] = _Mark(token.stars, "open"), _Mark(token.stars, "close")
        elif token.stars not in opened and after and not after.isspace() and not before.isalnum():
            opened[token.stars] = index
    return tokens


def _letters(token: _Token) -> str:
    """What a reader sees of a token; nothing of a mark."""
    if isinstance(token, _Mark):
        return ""
    return token if isinstance(token, str) else "".join(span.text for span in token)


def _faced(tokens: Iterable[_Token]) -> Words:
    span_list: list[Span] = []
    bold = italic = False
    for token in tokens:
        if isinstance(token, _Mark) and token.act:
            if token.stars == "**":
                bold = token.act == "open"
            else:
                italic = token.act == "open"
        elif isinstance(token, tuple):
            span_list += [replace(span, bold=span.bold or bold, italic=span.italic or italic) for span in token]
        else:
            _add(span_list, token.stars if isinstance(token, _Mark) else token, bold, italic)
    return tuple(span_list)


def _add(span_list: list[Span], text: str, bold: bool, italic: bool) -> None:
    last = span_list[-1] if span_list else None
    if last is not None and type(last) is Span and not last.link and (last.bold, last.italic) == (bold, italic):
        span_list[-1] = replace(last, text=last.text + text)
    else:
        span_list.append(Span(text, bold, italic))
