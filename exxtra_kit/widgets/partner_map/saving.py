# SPDX-License-Identifier: BSD-3-Clause
"""The buttons that let the browser save the map as a file. The visitor's own process makes it; no server keeps it."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from exxtra_kit import __version__
from exxtra_kit.casefile import read_case
from exxtra_kit.errors import ExxtraError, InputError
from exxtra_kit.messages import Message, msg
from exxtra_kit.render.html import element, words
from exxtra_kit.render.snapshot import Snapshot
from exxtra_kit.widgets.hosts import host_clusters
from exxtra_kit.widgets.kit import FileGiver, button, html, stack
from exxtra_kit.widgets.kit.controls import Box
from exxtra_kit.widgets.partner_map.files import MAP_FILES, file_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from exxtra_kit.language import Language
    from exxtra_kit.widgets.partner_map.layers import Layers
    from exxtra_kit.widgets.partner_map.model import PartnerMapModel

PICTURE = ".png"
_DRAWING = ".svg"


class Saving:
    """The buttons "save as", one for each kind of file, and a line that says what came of it.

    The page needs the stylesheet "hosts_table".

    Attributes:
        box: The widgets.
        giver: What hands the files over.
    """

    def __init__(self, language: Language, snapshot: Callable[[], Snapshot]) -> None:
        """Make the buttons.

        Args:
            language: Language of the words, and of the files.
            snapshot: Returns the state of the map when a button is pressed.
        """
        self._language, self._snapshot, self._file = language, snapshot, ""
        self.giver = FileGiver(self._told)
        self._line = html("", "exx-live")
        buttons = [self._button(ending) for ending in MAP_FILES]
        title = html(element("h3", words(msg("Download"), language), "exx-subheading"))
        self.box = stack(title, Box(buttons, _dom_classes=("exx-buttons",)), self._line, self.giver)
        self.box.add_class("exx-saving")

    def _button(self, ending: str) -> Any:
        made = button(MAP_FILES[ending].title, self._language, lambda: self.save(ending))
        made.add_class("exx-take")
        return made

    def save(self, ending: str) -> None:
        """Make a file of one kind (".xlsx") and let the browser save it; say so if it can't be made."""
        from exxtra_kit.render.slide import HEIGHT, WIDTH  # noqa: PLC0415 (wanted when a button is pressed)

        made = MAP_FILES[_DRAWING if ending == PICTURE else ending]
        try:
            snapshot = self._snapshot()
            content = made.make(snapshot, self._language)
        except ExxtraError as error:
            self._say(error.message, "exx-problem")
            return
        self._file = file_name(snapshot, ending)
        self.giver.give(
            self._file, content, made.media_type, picture=(WIDTH, HEIGHT) if ending == PICTURE else None
        )  # fmt: skip

    def _told(self, saved: bool) -> None:  # noqa: FBT001 (a message from the browser: it says yes or no)
        if saved:
            self._say(msg("Saved: {file}", file=self._file), "exx-text exx-small")
        else:
            self._say(
                msg("This browser can't save {file}. Choose another kind of file.", file=self._file), "exx-problem"
            )

    def _say(self, message: Message, classes: str) -> None:
        self._line.value = element("p", words(message, self._language), classes, role="status")


def snapshot_of_model(model: PartnerMapModel, layers: Layers) -> Snapshot:
    """Return the state of the map's model.

    Args:
        model: The answers, and what the rules say.
        layers: What else the map shows at the moment.
    """
    law = model.law()
    visitor = stay = None
    with suppress(InputError):  # something can't be used as it was typed
        case = read_case({"on": law.day, **model.case_data(model.selected or next(iter(host_clusters())))})
        visitor, stay = case.visiting, case.exchange
    return Snapshot(
        offers=tuple(model.offers),
        law=law,
        visitor=visitor,
        stay=stay,
        ring_km=model.ring_km,
        selected=model.selected,
        made_on=date.today(),  # noqa: DTZ011 (the day on the calendar where the file is made)
        made_with=__version__,
        shade=layers.shade,
        partnerships=layers.partnerships,
        layers=layers.state(),
    )
