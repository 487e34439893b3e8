# SPDX-License-Identifier: BSD-3-Clause
"""What differs between two laws, in words and as plain data."""

from __future__ import annotations

import textwrap
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from exxtra_kit.messages import Country, Euro, Listing, Message, Value, msg, plural
from exxtra_kit.models import Membership
from exxtra_kit.parameters import Kind, meaning
from exxtra_kit.parameters.changes import State, changes_between
from exxtra_kit.render.findings import confidence_words
from exxtra_kit.render.plain import WIDTH, plain_data
from exxtra_kit.rules.words import MEMBERSHIP_NAMES, purpose_name, support_kind_name, type_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exxtra_kit.language import Language
    from exxtra_kit.parameters import Law, Meaning
    from exxtra_kit.parameters.changes import ParameterChange, Provision

_T = TypeVar("_T")
_SHORT_LIST = 6
_EUR = "EUR"


def change_message(change: ParameterChange, *, about: Sequence[str] | None = None) -> Message:
    """Return how one parameter differs, on one line; of a list or a table only what differs.

    Args:
        change: The change.
        about: Codes that a reader asks about: only their rows and entries are named, the others counted.
            None to name all.
    """
    kind = meaning(change.name).kind
    parts: list[Value] = []
    rows, hidden = _asked_about(change.rows, [row.key for row in change.rows], about)
    for row in rows:
        before, after = (msg("no sum") if amount is None else Euro(amount) for amount in (row.before, row.after))
        parts.append(msg("{country} {before} \u2192 {after}", country=Country(row.key), before=before, after=after))
    parts += hidden
    if change.added:
        parts.append(msg("with {items}", items=_items(change.added, kind, about)))
    if change.removed:
        parts.append(msg("without {items}", items=_items(change.removed, kind, about)))
    if parts:
        return msg("{value}", value=Listing(tuple(parts)))
    if not change.is_of_value:
        return msg("the value is the same, its source is another")
    before, after = provision_words(change.before, change.name), provision_words(change.after, change.name)
    return msg("{before} \u2192 {after}", before=before, after=after)


def _asked_about(
    items: Sequence[_T], codes: Sequence[str], about: Sequence[str] | None
) -> tuple[Sequence[_T], list[Message]]:
    """Return the items to name, and if some are left how many; of few none are left."""
    if about is None or len(items) <= _SHORT_LIST:
        return items, []
    shown = [item for item, code in zip(items, codes, strict=True) if code in about]
    left = len(items) - len(shown)
    return shown, [plural("{n} more", "{n} more", n=left) if shown else plural("{n} entry", "{n} entries", n=left)]


def provision_words(said: Provision, name: str) -> Message:
    """Return what a law says on a parameter, in words; of a long list or a table only how long it is."""
    if said.state in (State.NOT_ASKED, State.UNKNOWN):
        return msg("not asked") if said.state is State.NOT_ASKED else msg("not known")
    words = _value_words(said.value, meaning(name))
    return words if said.state is State.STATED else msg("{value}, not verified and so not applied", value=words)


def _value_words(value: object, about: Meaning) -> Message:  # noqa: PLR0911 (one line per kind of value is the clearest)
    match value:
        case bool():
            return msg("yes") if value else msg("no")
        case tuple() if len(value) <= _SHORT_LIST:
            return msg("{value}", value=_items(value, about.kind)) if value else msg("none")
        case tuple() | dict():
            return plural("{n} entry", "{n} entries", n=len(value))
        case date():
            return msg("{value}", value=value)
        case int() if about.unit.text == _EUR:
            return msg("{sum}", sum=Euro(value))
        case 1:  # a unit is a word for several
            return msg("{unit}: {number}", number=value, unit=about.unit)
        case int() | float():
            return msg("{number} {unit}", number=value, unit=about.unit)
        case _:
            return msg("not known")


def _items(codes: Sequence[str], kind: Kind, about: Sequence[str] | None = None) -> Listing:
    shown, hidden = _asked_about(codes, codes, about)
    return Listing((*(_item(code, kind) for code in shown), *hidden))


def _item(code: str, kind: Kind) -> Value:
    match kind:
        case Kind.COUNTRIES:
            return Country(code)
        case Kind.MEMBERSHIPS:
            return MEMBERSHIP_NAMES[Membership(code)]
        case Kind.SUPPORT_KINDS:
            return support_kind_name(code)
        case Kind.PURPOSES:
            return purpose_name(code)
        case _:
            return type_name(code)


def source_message(said: Provision) -> Message:
    """Return where a provision stands, how sure that is, and since when it holds."""
    how_sure = confidence_words(said.confidence)
    decided = msg("{how_sure}, {decision}", how_sure=how_sure, decision=said.decision) if said.decision else how_sure
    if said.since is None:
        return msg("{source} ({how_sure}), not yet in force", source=str(said.reference), how_sure=decided)
    return msg("{source} ({how_sure}), since {day}", source=str(said.reference), how_sure=decided, day=said.since)


def law_message(law: Law) -> Message:
    """Return which law it is: the programme's title and version, and the day."""
    head = law.programme.programme
    return msg("{title} ({version}), law of {day}", title=msg(head.title), version=head.version, day=law.day)


def changes_as_text(before: Law, after: Law, language: Language) -> str:
    """Return everything on which two laws differ, for a terminal: other values first, then only other sources."""
    lines = [language.text(law_message(before)), f"\N{RIGHTWARDS ARROW} {language.text(law_message(after))}"]
    found = changes_between(before, after)
    of_value = [change for change in found if change.is_of_value]
    others = [change for change in found if not change.is_of_value]
    if of_value:
        title = plural("{n} value differs:", "{n} values differ:", n=len(of_value))
    else:
        title = msg("No value differs.")
    lines += ["", language.text(title)]
    for change in of_value:
        lines += change_lines(change, language)
    if others:
        title = plural(
            "{n} value is the same but stands elsewhere, or is more or less sure:",
            "{n} values are the same but stand elsewhere, or are more or less sure:",
            n=len(others),
        )
        lines += ["", language.text(title)]
        for change in others:
            lines += change_lines(change, language)
    return "\n".join(lines)


def change_lines(change: ParameterChange, language: Language) -> list[str]:
    """Return one change for a terminal: what it is about, how it differs, where both stand."""
    about = meaning(change.name)
    lines = wrapped(f"{about.rule:<4}{language.text(about.description)} [{change.name}]", "  ", "      ")
    if change.is_of_value:
        lines += wrapped(language.text(change_message(change)), "      ")
    if change.before.stands_alike(change.after):
        return lines + wrapped(language.text(source_message(change.after)), "      ")
    before, after = (language.text(source_message(said)) for said in (change.before, change.after))
    return [*lines, *wrapped(f"- {before}", "      ", "        "), *wrapped(f"+ {after}", "      ", "        ")]


def change_as_dict(change: ParameterChange, language: Language) -> dict[str, object]:
    """Return one change as plain data that JSON can hold."""
    about = meaning(change.name)
    return {
        "parameter": change.name,
        "rule": about.rule,
        "description": language.text(about.description),
        "unit": language.text(about.unit),
        "same_value": not change.is_of_value,
        "before": _provision_as_dict(change.before),
        "after": _provision_as_dict(change.after),
        "rows": [{"key": row.key, "before": row.before, "after": row.after} for row in change.rows],
        "added": list(change.added),
        "removed": list(change.removed),
    }


def _provision_as_dict(said: Provision) -> dict[str, object]:
    return {
        "state": str(said.state),
        "value": plain_data(said.value),
        "since": said.since.isoformat() if said.since else None,
        "reference": str(said.reference),
        "source": said.reference.source,
        "confidence": said.confidence,
        "decision": said.decision,
    }


def wrapped(text: str, indent: str, further: str | None = None) -> list[str]:
    """Return text in lines of a terminal's width; `further` indents all lines but the first."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent if further is None else further,
        break_long_words=False,
        break_on_hyphens=False,
    )
