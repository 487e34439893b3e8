# SPDX-License-Identifier: BSD-3-Clause
"""The folium map: works with no network at all, and knows nothing of the rules.

folium names a dozen files on public servers; `OfflineMap` replaces them by `data:` addresses made
from an installed package, so that one page holds everything, in Voilà, in JupyterLab and in a file
that was sent by mail. `PartnerMap` draws what doesn't change: outlines, territories, a marker for
each cluster. What a visitor types arrives in the page as a new state (`map_state.py`).

folium renders its text twice as a Jinja template and puts it between backticks without escaping.
No text from outside goes that way here: it travels as JSON (`_script_json`) and is set as text.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import folium
from branca.element import MacroElement
from folium.elements import EventHandler
from folium.template import Template
from folium.utilities import JsCode
from xstatic.pkg import leaflet

from exxtra_kit.render.html import escape
from exxtra_kit.render.outlines import DIGITS, STEPS_PER_DEGREE, packed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from exxtra_kit.render.outlines import Outline, Pin

_LEAFLET = Path(leaflet.BASE_DIR)
# Characters that may stand as they are in a data: address inside a quoted attribute. Encoding the
# rest costs a twentieth of what base64 costs, and packs better. Braces are encoded for Jinja's sake.
_URL_SAFE = "!$&'()*+,-./:;=?@[]^_`|~"
_CLOSEST_ZOOM = 8

# folium asks jQuery for two things only: an element from a string, and "ready".
_JQUERY_SHIM = """
window.$ = window.$ || function (what) {
  if (typeof what !== "string") return { ready: function (then) { then(); } };
  var box = document.createElement("div");
  box.innerHTML = what.trim();
  return [box.firstElementChild];
};
"""


def _data_url(content: bytes, kind: str) -> str:
    if kind.startswith("image/"):
        return f"data:{kind};base64,{b64encode(content).decode('ascii')}"
    return f"data:{kind};charset=utf-8,{quote(content, safe=_URL_SAFE)}"


def _own_file(name: str) -> bytes:
    return files("exxtra_kit.render").joinpath(name).read_bytes()


def _leaflet_js() -> bytes:
    """Leaflet's script without the line that sends a browser's tools looking for its source map."""
    return (_LEAFLET / "leaflet.js").read_bytes().split(b"//# sourceMappingURL")[0]


def _leaflet_css() -> bytes:
    """Leaflet's style sheet with its pictures inside."""

    def inline(found: re.Match[str]) -> str:
        return f"url({_data_url((_LEAFLET / found[1]).read_bytes(), 'image/png')})"

    return re.sub(r"url\((images/[\w.-]+\.png)\)", inline, (_LEAFLET / "leaflet.css").read_text("utf-8")).encode()


def _default_pictures() -> bytes:
    """Leaflet's own marker as `data:` addresses: folium makes each marker with it, then sets its icon."""
    names = {"iconUrl": "marker-icon.png", "iconRetinaUrl": "marker-icon-2x.png", "shadowUrl": "marker-shadow.png"}
    urls = {key: _data_url((_LEAFLET / "images" / name).read_bytes(), "image/png") for key, name in names.items()}
    return f"L.Icon.Default.imagePath = ''; L.Icon.Default.mergeOptions({json.dumps(urls)});".encode()


def _script_json(value: object) -> str:
    """Return JSON that can stand in a script that folium renders: closes no tag, opens no template."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    for character in "<>&'`$":
        text = text.replace(character, f"\\u{ord(character):04x}")
    # Only inside a string can these pairs occur: between its own braces JSON has a quote.
    return text.replace("{{", "\\u007b\\u007b").replace("{%", "\\u007b%").replace("{#", "\\u007b#")


class OfflineMap(folium.Map):
    """A folium map that asks no host for anything: Leaflet comes along inside the page.

    Without bootstrap and awesome-markers `folium.Icon` can't be drawn: use `DivIcon` or `CircleMarker`.
    Tiles are left out unless they are asked for.
    """

    default_js: list[tuple[str, str]] = [  # noqa: RUF012 (folium declares it so; nobody adds to it)
        ("leaflet", _data_url(_leaflet_js(), "text/javascript")),
        ("leaflet_pictures", _data_url(_default_pictures(), "text/javascript")),
        ("jquery", _data_url(_JQUERY_SHIM.encode(), "text/javascript")),
    ]
    default_css: list[tuple[str, str]] = [("leaflet_css", _data_url(_leaflet_css(), "text/css"))]  # noqa: RUF012

    def __init__(self, *, tiles: str | folium.TileLayer | None = None, **options: Any) -> None:
        """Make the map; `options` are those of `folium.Map`."""
        super().__init__(tiles=tiles, **options)


class _Outlines(MacroElement):
    """Many outlines in one pane, packed (`outlines.packed`)."""

    _template = Template(
        "{% macro script(this, kwargs) %}exxMap.outlines({{ this._parent.get_name() }}, {{ this.data }}, "
        "{{ this.packing }}, {{ this.pane }});{% endmacro %}"
    )

    def __init__(self, outlines: Iterable[Outline], pane: str, level: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Outlines"
        self.packing = _script_json({"scale": STEPS_PER_DEGREE, "digits": DIGITS})
        self.pane = _script_json({"name": pane, "level": level})
        self.data = _script_json(
            [
                {
                    "name": each.name,
                    "classes": each.classes,
                    "rings": packed(each.geometry, smallest=each.smallest),
                    "facts": each.facts,
                    **({"id": each.id} if each.id else {}),
                    **({"spot": [round(degrees, 2) for degrees in each.spot]} if each.spot else {}),
                }
                for each in outlines
            ]
        )


class _Start(MacroElement):
    """Hands the markers and the first state to the page's own script; must be the map's last child."""

    _template = Template(
        "{% macro script(this, kwargs) %}exxMap.start({{ this._parent.get_name() }}, "
        "{ {% for id, name in this.markers %}{{ id }}: {{ name }},{% endfor %} }, {{ this.state }}, "
        "{{ this.words }});{% endmacro %}"
    )

    def __init__(
        self, markers: Sequence[tuple[str, folium.Marker]], state: Mapping[str, object], words: Mapping[str, str]
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Start"
        self.words = _script_json(words)
        self.markers = [(_script_json(id_), marker.get_name()) for id_, marker in markers]
        self.state = _script_json(state)


class PartnerMap(OfflineMap):
    """The map of the clusters: what doesn't change, and a first state.

    Args:
        countries: Outlines of countries, drawn lowest.
        territories: Outlines of the clusters' territories, drawn over them.
        pins: The clusters.
        title: What the map is, for those who can't see it.
        zoom_words: What the two buttons do: closer, and further away.
        credit: Where the borders come from; stands in the map's corner.
        state: The first state, see `map_state.map_state`.
        language: Code of the page's language.
        close_words: What the button of an opened marker does.
    """

    default_js: list[tuple[str, str]] = [  # noqa: RUF012
        *OfflineMap.default_js,
        *(
            (name, _data_url(_own_file(f"{name}.js"), "text/javascript"))
            for name in ("map_labels", "map_others", "map_page")
        ),
    ]
    default_css: list[tuple[str, str]] = [  # noqa: RUF012
        *OfflineMap.default_css,
        ("exxtra_map_css", _data_url(_own_file("map_page.css"), "text/css")),
    ]

    # As folium's own, but the page may be zoomed, has a name, and no tap is caught that should scroll.
    _template = Template(
        "{% macro header(this, kwargs) %}"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<style>#{{ this.get_name() }} { width: 100%; height: 100%; }</style>"
        "<script>L_NO_TOUCH = false; L_DISABLE_3D = false;</script>"
        "{% endmacro %}"
        "{% macro html(this, kwargs) %}{{ this.patterns }}"
        '<div id="{{ this.get_name() }}" role="region"></div>{% endmacro %}'
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, "
        "{ dragging: !L.Browser.mobile, "
        "zoomAnimation: !matchMedia('(prefers-reduced-motion: reduce)').matches, "
        "...{{ this.options|tojavascript }} });"
        "{{ this.get_name() }}.attributionControl.setPrefix(false).addAttribution({{ this.credit }});"
        "{{ this.get_name() }}.getContainer().setAttribute('aria-label', {{ this.title }});"
        "L.control.zoom({{ this.zoom_words }}).addTo({{ this.get_name() }});"
        "{% endmacro %}"
    )

    def __init__(
        self,
        *,
        countries: Iterable[Outline],
        territories: Iterable[Outline],
        pins: Sequence[Pin],
        title: str,
        zoom_words: tuple[str, str],
        credit: str,
        state: Mapping[str, object],
        language: str,
        close_words: str = "Close",
    ) -> None:
        """Draw the map."""
        super().__init__(
            location=(50, 12), zoom_start=4, min_zoom=1, zoom_snap=0.1, scroll_wheel_zoom=False, zoom_control=False
        )
        # folium hands the closest zoom to a layer of tiles only, and here is none.
        self.options["max_zoom"] = _CLOSEST_ZOOM
        self.page_title = title
        self.language = language
        self.title = _script_json(title)
        self.zoom_words = _script_json(dict(zip(("zoomInTitle", "zoomOutTitle"), zoom_words, strict=True)))
        self.credit = _script_json(escape(credit))
        self.patterns = _PATTERNS
        self.add_child(_Outlines(countries, "exx-countries", 210))
        self.add_child(_Outlines(territories, "exx-territories", 220))
        markers = [(pin.id, _marker(pin)) for pin in pins]
        for _, marker in markers:
            self.add_child(marker)
        self.add_child(_Start(markers, state, {"close": close_words}))

    def page(self) -> str:
        """Return the whole page, with its language and title, which folium leaves out.

        The same map gives the same page: folium's random numbers are counted instead.
        """
        figure = self.get_root()
        begin = f'<html lang="{escape(self.language)}"><head><title>{escape(self.page_title)}</title>'
        html = str(figure.render())
        for number, part in enumerate(_parts(figure)):
            html = html.replace(part.get_name(), f"{part._name.lower()}_{number}")  # noqa: SLF001 (see get_name)
        return html.replace("<html>\n<head>", begin, 1)


def _parts(whole: Any) -> Iterator[Any]:
    """Yield an element of a folium page and all that is in it."""
    yield whole
    for part in whole._children.values():  # noqa: SLF001 (branca has no public way)
        yield from _parts(part)


def _marker(pin: Pin) -> folium.Marker:
    icon = folium.DivIcon(
        icon_size=(0, 0),
        class_name="exx-marker exx-host",
        html='<span class="exx-dot"></span><span class="exx-label"><span class="exx-name"></span>'
        '<span class="exx-sum"></span></span>',
    )
    marker = folium.Marker((pin.lat, pin.lon), icon=icon, rise_on_hover=True)
    marker.add_child(EventHandler("click", JsCode(f"function () {{ exxMap.choose({_script_json(pin.id)}); }}")))
    return marker


def _pattern(name: str, ground: str, texture: str) -> str:
    return (
        f'<pattern id="exx-{name}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" style="fill:var(--{ground})"/>{texture}</pattern>'
    )


def _lines(path: str, colour: str = "texture") -> str:
    return f'<path d="{path}" style="fill:none;stroke:var(--{colour});stroke-width:1.3"/>'


# Each group has a texture of its own, so that no two differ by colour alone; the highest of a scale is plain.
_DIAGONAL, _ACROSS, _DOWN = "M-1 7L7 -1M-1 1L1 -1M5 7L7 5", "M0 3H6", "M3 0V6"
_CROSSED = f"{_DIAGONAL}M-1 -1L7 7M-1 5L1 7M5 -1L7 1"
_DOTS = '<circle cx="3" cy="3" r="1.2" style="fill:var(--texture)"/>'
_TEXTURES = {
    "strong": _lines(_DIAGONAL),
    "moderate": _DOTS,
    "modest": _lines(_ACROSS),
    "emerging": _lines(_DOWN),
    "cat-transition": _lines(_DIAGONAL),
    "cat-less": _DOTS,
}
_PATTERNS = (
    '<svg class="exx-patterns" aria-hidden="true"><defs>'
    + "".join(_pattern(name, name, texture) for name, texture in _TEXTURES.items())
    + _pattern("unrated", "land", _lines(_CROSSED, "unrated"))
    + "</defs></svg>"
)
