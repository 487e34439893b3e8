# SPDX-License-Identifier: BSD-3-Clause
"""A staff member's organisations as a layer of the folium map: clustered, filtered and listed by the page itself.

The layer is a folium element for any map of ours; its script holds supercluster, so the page asks no host. The
names of the organisations travel as JSON and are set as text.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template

from exxtra_kit.errors import DataNotFoundError
from exxtra_kit.messages import msg
from exxtra_kit.parameters import Law
from exxtra_kit.render import maps, outlines
from exxtra_kit.render.map_page import BORDERS
from exxtra_kit.render.organisations import layer_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exxtra_kit.language import Language

SCRIPT = "static/organisations.js"
"""Built from `frontend/src/organisations.ts`, see `tools/build_frontend.py`."""
_POLICY = "default-src 'none'; script-src 'unsafe-inline' data:; style-src 'unsafe-inline' data:; img-src data: blob:"


def _read(name: str) -> bytes:
    try:
        return files("exxtra_kit.render").joinpath(name).read_bytes()
    except FileNotFoundError as error:
        raise DataNotFoundError(
            msg(
                "The script {file} is not there: it is built from the folder frontend. Run: "
                "python -m tools.build_frontend",
                file=name,
            )
        ) from error


@lru_cache(maxsize=1)
def _script_address() -> str:
    return maps._data_url(_read(SCRIPT), "text/javascript")  # noqa: SLF001 (one room, one way into the page)


class OrganisationLayer(JSCSSMixin, MacroElement):
    """Organisations on a map, with what filters and lists them around it.

    Args:
        language: Language of the words.
        data: The organisations, see `organisations.layer_data`; None for a page that gets them by a message.
        answers: What the rules say of them, see `organisations.layer_answers`; None without a question.
    """

    _template = Template(
        "{% macro header(this, kwargs) %}"
        '<meta http-equiv="Content-Security-Policy" content="{{ this.policy }}">'
        "{% endmacro %}"
        "{% macro script(this, kwargs) %}exxOrganisations.start({{ this._parent.get_name() }}, {{ this.words }}, "
        "{{ this.data }}, {{ this.answers }});{% endmacro %}"
    )

    def __init__(
        self,
        language: Language,
        data: Mapping[str, object] | None = None,
        answers: Mapping[str, object] | None = None,
    ) -> None:
        """Make the layer."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Organisations"
        self.policy = _POLICY
        self.words, self.data, self.answers = map(_json, (layer_words(language), data, answers))
        self.default_js = [("exxtra_organisations", _script_address())]
        style = maps._data_url(_read("organisations.css"), "text/css")  # noqa: SLF001 (as above)
        self.default_css = [("exxtra_organisations_css", style)]


def _json(value: Any) -> str:
    return maps._script_json(value)  # noqa: SLF001 (as above)


def organisation_page(
    language: Language, data: Mapping[str, object] | None = None, answers: Mapping[str, object] | None = None
) -> str:
    """Return a whole page with the map, the layer, its filters and its list; it needs no network and no server.

    Args:
        language: Language of the page.
        data: The organisations; None for a page that gets them by a message.
        answers: What the rules say of them.
    """
    page = maps.PartnerMap(
        countries=outlines.countries(language, Law.newest().names("participating_countries")),
        territories=[],
        pins=[],
        title=organisation_title(language),
        zoom_words=(language.text(msg("Closer")), language.text(msg("Further away"))),
        credit=language.text(BORDERS),
        state={},
        language=language.code,
    )
    page.add_child(OrganisationLayer(language, data, answers))
    return page.page()


def organisation_title(language: Language) -> str:
    """Return what the map is, for those who can't see it."""
    return language.text(msg("Map of the organisations; the list beside it says the same in words"))
