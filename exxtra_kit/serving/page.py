# SPDX-License-Identifier: BSD-3-Clause
"""The frame of every page: head, header with navigation and languages, footer, and pages of one sentence."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

import jinja2

from exxtra_kit.errors import ServingError
from exxtra_kit.language import Language, available_languages, choose_language
from exxtra_kit.messages import Message, msg

if TYPE_CHECKING:
    from exxtra_kit.serving.apps import App

TEMPLATES = Path(__file__).parent / "template"
STATIC = Path(__file__).parent / "static"
"""Scripts and styles of the slim front end, as `tools/build_frontend.py` builds them."""
_COMMENTS = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_PRODUCT = "ClusterXchange \N{MIDDLE DOT} EXXTRA"
# Components of the apps; kept beside the code that draws them, and inlined so that it needs no request.
_APP_STYLES = Path(__file__).parent.parent / "render" / "exxtra.css"

# The page's script puts the number here.
_PLACE = "{place}"

_WORDS = {
    "skip": msg("Skip to the content"),
    "navigation": msg("Apps"),
    "languages": msg("Language"),
    "no_script": msg("This app needs JavaScript. Switch it on in your browser, then load the page again."),
    "slow": msg("This takes longer than usual. Keep the page open, or load it again."),
    "broken": msg("The app could not be shown. Load the page again; if it happens once more, try another browser."),
    "lost": msg("The connection to this site is lost. We keep trying; what you typed stays on this page."),
    "ended": msg("This page was open for a long time or was interrupted, so its calculations have ended."),
    "reload": msg("Load the page again"),
    "fault": msg("Something went wrong on our side; what you see may not be up to date. Reference number:"),
    "unofficial": msg("An unofficial tool. Only your partnership and the European Commission can say what applies."),
    "restart": msg(
        "This site is being started anew. We connect again by ourselves; what you typed stays on this page."
    ),
    "reconnected": msg("The connection is back."),
    "queue": msg(
        "All places are taken just now. You are number {place} in the queue; keep this page open.", place=_PLACE
    ),
    "waiting": msg("One moment: your answers are being worked out."),
    "too_slow": msg("This took too long and was stopped. Change your answer, or load the page again."),
    "broken_view": msg("This part of the page could not be shown."),
    "unknown_widget": msg("This part of the page can be shown in JupyterLab only."),
    "not_kept": msg("Nothing you type is kept on this server."),
}


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the header: where to, what it says, whether it is where we are."""

    address: str
    words: str
    current: bool
    code: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the frame of one page needs to know.

    Attributes:
        base_url: Base path of the site, beginning and ending with "/".
        apps: The apps of the navigation.
        app: The app that is shown, if any.
        query: The query string of the address, as it came.
        default_language: Language of pages whose address names none.
    """

    base_url: str
    apps: tuple[App, ...]
    app: App | None
    query: str
    default_language: str

    @property
    def language(self) -> Language:
        """The language of the page: the one that `?lang=` names, if it can be shown."""
        wish = dict(parse_qsl(self.query)).get("lang")
        return Language.load(choose_language(wish, self.default_language))

    def words(self) -> dict[str, str]:
        """Return the sentences that a page says by itself, in its language."""
        return {key: self.language.text(words) for key, words in _WORDS.items()}

    def context(self) -> dict[str, Any]:
        """Return everything that the templates show, as plain text: they escape it."""
        language = self.language
        here = self.base_url + (self.app.address if self.app else "")
        name = language.text(self.app.name) if self.app and self.app.address else ""
        return {
            "lang": language.code,
            "base_url": self.base_url,
            "home": self._with_language(self.base_url, language),
            "title": f"{name} \N{MIDDLE DOT} {_PRODUCT}" if name else _PRODUCT,
            "starting": language.text(self.app.starting) if self.app else "",
            "words": self.words(),
            "navigation": [
                Link(
                    self._with_language(self.base_url + app.address, language), language.text(app.name), app == self.app
                )
                for app in self.apps
                if app.address
            ],
            "languages": [
                Link(f"{here}?{self._query_in(code)}", Language.load(code).name, code == language.code, code)
                for code in available_languages()
            ],
            "language_name": language.name,
        }

    def _query_in(self, code: str) -> str:
        """Return the query string with another language and everything else as it was."""
        pairs = [(key, value) for key, value in parse_qsl(self.query, keep_blank_values=True) if key != "lang"]
        return urlencode([*pairs, ("lang", code)])

    def _with_language(self, address: str, language: Language) -> str:
        """Return a link of the navigation, which keeps the language and nothing else."""
        return address if language.code == self.default_language else f"{address}?lang={language.code}"


def head(frame: Frame) -> str:
    """Return the page up to where the app begins: it can be sent before any process is started."""
    return _environment().get_template("page_head.html.j2").render(frame.context(), waiting=True)


def foot(frame: Frame) -> str:
    """Return the rest of the page after the app."""
    return _environment().get_template("page_foot.html.j2").render(frame.context())


def slim_page(frame: Frame, data: str, first_words: str) -> str:
    """Return the whole page of an app for the slim front end.

    Args:
        frame: The frame.
        data: What the page's script begins with: JSON without characters that could end its element.
        first_words: Mark-up that is shown until the script has drawn the app; ours, not a visitor's.
    """
    static = static_files()
    files = {"script": frame.base_url + "static/" + static["slim.js"]}
    files["styles"] = frame.base_url + "static/" + static["slim.css"]
    context = {**frame.context(), "data": data, "first_words": first_words, "app_css": app_styles(), **files}
    return _environment().get_template("slim.html.j2").render(context)


@lru_cache(maxsize=1)
def static_files() -> dict[str, str]:
    """Return the built files of the front end: name -> name with the hash of its content.

    Raises:
        ServingError: They have not been built.
    """
    try:
        found: dict[str, str] = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ServingError(
            msg(
                "The files of the page's script and styles are missing in {folder}. "
                "Build them with: python -m tools.build_frontend",
                folder=str(STATIC),
            )
        ) from None
    return found


def fault_in_page(frame: Frame, sentence: Message) -> str:
    """Return what stands in a page that had begun and can't go on."""
    return _environment().get_template("fault.html.j2").render(sentence=frame.language.text(sentence))


def sentence_page(frame: Frame, heading: Message, sentence: Message) -> str:
    """Return a whole page that says one thing and leads back to the apps."""
    language = frame.language
    context = {
        **frame.context(),
        "waiting": False,
        "title": f"{language.text(heading)} \N{MIDDLE DOT} {_PRODUCT}",
        "heading": language.text(heading),
        "sentence": language.text(sentence),
    }
    return _environment().get_template("sentence.html.j2").render(context)


def fragment_page(frame: Frame, heading: Message, fragment: str) -> str:
    """Return a whole page with a heading and mark-up of ours below it."""
    language = frame.language
    context = {
        **frame.context(),
        "waiting": False,
        "title": f"{language.text(heading)} \N{MIDDLE DOT} {_PRODUCT}",
        "heading": language.text(heading),
        "fragment": fragment,
    }
    return _environment().get_template("fragment.html.j2").render(context)


def app_styles() -> str:
    """Return the style sheet of the apps, and what takes the notebook's look away."""
    return _sheet(TEMPLATES / "notebook.css") + (_sheet(_APP_STYLES) if _APP_STYLES.is_file() else "")


@lru_cache(maxsize=8)
def _sheet(path: Path) -> str:
    """Return a style sheet without its comments, which are for us."""
    return _COMMENTS.sub("", path.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    """Return the templates of the frame; everything put into them is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.globals["site_css"] = _sheet(TEMPLATES / "site.css")
    environment.globals["site_js"] = (TEMPLATES / "site.js").read_text(encoding="utf-8")
    return environment
