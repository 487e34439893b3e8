# SPDX-License-Identifier: BSD-3-Clause
"""The apps of the site: which notebooks strangers may run, at which address. Nothing else is served."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from exxtra_kit.errors import ServingError
from exxtra_kit.messages import Message, msg

if TYPE_CHECKING:
    from exxtra_kit.serving.settings import Settings

_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class App:
    """One app.

    Attributes:
        address: What stands in the address after the base path; empty for the first page.
        notebook: File name in the folder of the apps.
        name: The word in the navigation and in the title of the window.
        starting: What the page says until the app can be used.
    """

    address: str
    notebook: str
    name: Message
    starting: Message


APPS = (
    App("", "index.ipynb", msg("Start"), msg("Opening the first page\N{HORIZONTAL ELLIPSIS}")),
    App("partner_map", "partner_map.ipynb", msg("Map"), msg("Starting the map\N{HORIZONTAL ELLIPSIS}")),
    App("calculator", "calculator.ipynb", msg("Calculator"), msg("Starting the calculator\N{HORIZONTAL ELLIPSIS}")),
    App("planner", "planner.ipynb", msg("Planner"), msg("Starting the planner\N{HORIZONTAL ELLIPSIS}")),
)


def notebooks_folder(settings: Settings) -> Path:
    """Return the folder of the apps.

    The order is: the one that the settings name, the one in the installed package, the repository's
    (an editable install).

    Raises:
        ServingError: There is no such folder.
    """
    places = [settings.notebooks] if settings.notebooks else [_PACKAGE / "notebooks", _PACKAGE.parent / "notebooks"]
    for place in places:
        if place.is_dir():
            return place.resolve()
    raise ServingError(
        msg(
            "The folder with the notebooks of the site is missing; it was sought here: {places}. "
            "Install the package again, or name the folder in EXXTRA_NOTEBOOKS.",
            places=", ".join(str(place) for place in places),
        )
    )


def served_apps(folder: Path) -> tuple[App, ...]:
    """Return the apps whose notebook is in `folder`; an address without its notebook is answered with 404.

    Raises:
        ServingError: The folder holds none of them.
    """
    apps = tuple(app for app in APPS if (folder / app.notebook).is_file())
    if not apps:
        raise ServingError(
            msg(
                "The folder {folder} holds none of the site's notebooks ({names}).",
                folder=str(folder),
                names=", ".join(app.notebook for app in APPS),
            )
        )
    return apps
