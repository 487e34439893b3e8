# SPDX-License-Identifier: BSD-3-Clause
"""The controls of ipywidgets as every app uses them: they take from a browser only what a person can do in one.

A widget shares all it has with the page, and takes all of it back: a stranger may send a message of any shape, for
labels, options, child widgets too. Here each control names what comes from a person, everything else is dropped before
the library sees it, and a value that doesn't fit is answered by the one that counts. So no callback of an app ever
meets a value that its control could not have shown.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets as widgets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST_TEXT = 10_000
"""More than anybody types into a field; what is kept of it is decided by the app."""
_LOG = logging.getLogger(__name__)


class _Heard(widgets.Widget):  # type: ignore[misc]  # the library is untyped
    """Mix-in for a widget: what a browser sends is heard only if it is what the widget is for.

    Attributes:
        from_browser: Names of the values that a person changes; no other is taken.
        longest: Most characters of a text that is taken.
    """

    from_browser: ClassVar[frozenset[str]] = frozenset()
    longest: ClassVar[int] = LONGEST_TEXT

    def set_state(self, sync_data: Mapping[str, object]) -> None:
        """Take values from the browser; those that don't fit are answered by the ones that count."""
        meant = {name: value for name, value in sync_data.items() if name in self.from_browser}
        sound = {name: value for name, value in meant.items() if self._fits(name, value)}
        if sound:
            super().set_state(sound)
        if len(sound) < len(meant):
            self.send_state(meant.keys() - sound.keys())

    def _fits(self, name: str, value: object) -> bool:
        """Say whether a value can be read, and is one that its trait takes."""
        if isinstance(value, str) and not self._is_text(value):
            return False
        try:
            read = self.trait_metadata(name, "from_json", self._trait_from_json)(value, self)
            self.traits()[name]._validate(self, read)  # noqa: SLF001 (traitlets has no other way to ask before)
        except Exception:  # noqa: BLE001 (whatever a made-up value breaks while it is read: it doesn't fit)
            _LOG.debug("a value for %s of %s was refused", name, type(self).__name__)
            return False
        return True

    def _is_text(self, value: str) -> bool:
        """Say whether a text is of a sane length, and no half of a character, which no file could hold."""
        return len(value) <= self.longest and not any("\ud800" <= character <= "\udfff" for character in value)

    def _handle_msg(self, msg: Mapping[str, Any]) -> None:
        """Hear a message, if it has the shape of one."""
        data = msg["content"].get("data")
        if isinstance(data, dict) and _has_its_shape(data, msg.get("buffers") or ()):
            super()._handle_msg(msg)


class Guarded(_Heard):
    """The same for a widget that is seen."""

    def __init__(self, *args: Any, **traits: Any) -> None:
        """Make the widget, looking like all the others: what it looks like is said by classes and stylesheets."""
        own: Any = type(self)
        for name, kind in _looks(own).items():
            traits.setdefault(name, _shared(kind))
        super().__init__(*args, **traits)


# One of each kind for all widgets: of their own they would be half of all that a page is made of.
_SHARED: dict[type[Any], Any] = {}


@cache
def _looks(widget: Any) -> Mapping[str, type[Any]]:
    """Return what a kind of widget has beside itself: its layout, and its style if it has one; guarded as well."""
    kinds = {name: trait.klass for name, trait in widget.class_traits().items() if name in {"layout", "style"}}
    return {name: _guarded(kind) for name, kind in kinds.items()}


@cache
def _guarded(kind: type[Any]) -> type[Any]:
    return type(kind.__name__, (_Heard, kind), {})


def _shared(kind: type[Any]) -> Any:
    """Return the one of a kind; made anew if somebody has closed it."""
    found = _SHARED.get(kind)
    if found is None or found.comm is None:
        found = _SHARED[kind] = kind()
    return found


def _has_its_shape(data: Mapping[str, object], buffers: Sequence[object]) -> bool:
    """Say whether a message is one of those that a page sends."""
    match data.get("method"):
        case "request_state":
            return True
        case "custom":
            return isinstance(data.get("content"), dict)
        case "update":
            state, paths = data.get("state"), data.get("buffer_paths", [])
            return (
                isinstance(state, dict)
                and isinstance(paths, list)
                and len(paths) == len(buffers)
                and all(_leads_into(state, path) for path in paths)
            )
        case _:
            return False


def _leads_into(state: object, path: object) -> bool:
    """Say whether a path names a place in a state where a buffer can be put."""
    if not isinstance(path, list) or not path:
        return False
    for step in path[:-1]:
        state = _inside(state, step)
    last = path[-1]
    return (isinstance(state, dict) and isinstance(last, str)) or _inside(state, last) is not None


def _inside(state: object, step: object) -> object:
    if isinstance(state, dict) and isinstance(step, str):
        return state.get(step)
    if isinstance(state, list) and type(step) is int and 0 <= step < len(state):
        return state[step] if state[step] is not None else ()
    return None


class Box(Guarded, widgets.Box):  # type: ignore[misc]  # the library is untyped
    """A box: nothing comes from it."""


class HTML(Guarded, widgets.HTML):  # type: ignore[misc]  # the library is untyped
    """Mark-up of our own: nothing comes from it."""


class Button(Guarded, widgets.Button):  # type: ignore[misc]  # the library is untyped
    """A button: its press is a message, no value."""


class Checkbox(Guarded, widgets.Checkbox):  # type: ignore[misc]  # the library is untyped
    """A tick."""

    from_browser = frozenset({"value"})


class Combobox(Guarded, widgets.Combobox):  # type: ignore[misc]  # the library is untyped
    """A text with proposals."""

    from_browser = frozenset({"value"})


class DatePicker(Guarded, widgets.DatePicker):  # type: ignore[misc]  # the library is untyped
    """A day."""

    from_browser = frozenset({"value"})


class Dropdown(Guarded, widgets.Dropdown):  # type: ignore[misc]  # the library is untyped
    """A list to choose from; what is chosen comes as its number."""

    from_browser = frozenset({"index"})

    def _fits(self, name: str, value: object) -> bool:
        # Nothing chosen is no choice of ours: each list has an entry that says so.
        return type(value) is int and super()._fits(name, value)


class FileUpload(Guarded, widgets.FileUpload):  # type: ignore[misc]  # the library is untyped
    """A file of the visitor's."""

    from_browser = frozenset({"value", "error"})

    def _fits(self, name: str, value: object) -> bool:
        return super()._fits(name, value) and (name != "value" or all(map(_is_file, value)))  # type: ignore[call-overload]


class Text(Guarded, widgets.Text):  # type: ignore[misc]  # the library is untyped
    """A line of text."""

    from_browser = frozenset({"value"})


class Textarea(Guarded, widgets.Textarea):  # type: ignore[misc]  # the library is untyped
    """A text of several lines."""

    from_browser = frozenset({"value"})


class TimePicker(Guarded, widgets.TimePicker):  # type: ignore[misc]  # the library is untyped
    """A time of day."""

    from_browser = frozenset({"value"})


def _is_file(sent: object) -> bool:
    """Say whether what was sent for a file holds one."""
    return isinstance(sent, dict) and isinstance(sent.get("content"), bytes | bytearray | memoryview)
