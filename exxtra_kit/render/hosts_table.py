# SPDX-License-Identifier: BSD-3-Clause
"""The hosts as a table that can be read aloud and sorted: everything that the map and the list say."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from exxtra_kit.messages import msg
from exxtra_kit.render.host_facts import HOST, NOTHING, ON_PAGE, Column, written
from exxtra_kit.render.html import Markup, element, escape, fold, join, outside_link, words
from exxtra_kit.render.offers import by_sum

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exxtra_kit.language import Language
    from exxtra_kit.render.offers import Offer

TABLE_KEY = "hosts-table"
"""The key of the fold: whether it is unfolded outlasts a change of its rows."""
_SORTED_BY = 80  # characters of a text


@lru_cache(maxsize=1)
def sort_script() -> str:
    """Return the script that sorts the table: a function `exxSortable`, see there."""
    return Path(__file__).with_name("hosts_table.js").read_text(encoding="utf-8")


def table_html(offers: Iterable[Offer], language: Language, *, unfolded: bool = False) -> Markup:
    """Return everything that the map and the list say as a table, folded until it is asked for.

    Its headings are buttons, which do nothing until `sort_script` is put on it.

    Args:
        offers: The hosts; the best come first.
        language: Language of the words.
        unfolded: Whether it stands open, and can't be folded.
    """
    top = element("tr", join(_head(column, language) for column in ON_PAGE))
    ordered = by_sum(offers)
    rows = join(element("tr", _cells(offer, language), data_host=offer.cluster.id) for offer in ordered)
    caption = element("caption", words(msg("The hosts, the highest sum first; each heading sorts"), language))
    table = element("table", join([caption, element("thead", top), element("tbody", rows)]), "exx-hosts-table")
    name = language.text(msg("The hosts as a table"))
    said = element(
        "p", Markup(""), "exx-sr", role="status", data_said="1",
        data_up=language.text(msg("Sorted by \N{HORIZONTAL ELLIPSIS}, lowest first")),
        data_down=language.text(msg("Sorted by \N{HORIZONTAL ELLIPSIS}, highest first")),
    )  # fmt: skip
    scroll = element("div", table, "exx-hosts-scroll", role="region", aria_label=name, tabindex="0", data_scroll="1")
    content = join([said, scroll])
    return content if unfolded else fold(TABLE_KEY, words(msg("As a table"), language), content, "exx-map-details")


def _head(column: Column, language: Language) -> Markup:
    first = "descending" if column.highest_first else ""
    button = element("button", words(column.title, language), "exx-sort", type="button", data_first=first)
    return element("th", button, scope="col", aria_sort="none", data_column=column.key, data_kind=column.kind)


def _cells(offer: Offer, language: Language) -> Markup:
    return join(_cell(column, offer, language) for column in ON_PAGE)


def _cell(column: Column, offer: Offer, language: Language) -> Markup:
    value = column.value(offer)
    said = written(column.shown(offer) if column.shown else value, language)
    if said is None or said == "":
        said = language.text(NOTHING)
    shown = escape(language.number(said) if isinstance(said, int | float) else str(said))
    key = sort_key(column, offer, language)
    if column is HOST:
        return element("th", shown, scope="row", data_sort=key)
    if column.kind == "address" and isinstance(value, str):
        shown = outside_link(escape(value.removeprefix("https://").removeprefix("http://")), value)
    classes = "exx-hosts-words" if column.key == "days_lost" else ""
    if column.key == "answer" and offer.standing:
        classes = f"exx-{offer.standing}"
    return element("td", shown, classes, data_sort=key, data_kind=column.kind)


def sort_key(column: Column, offer: Offer, language: Language) -> str:
    """Return what a cell is sorted by: a plain number, or the text's beginning; empty for what is not known."""
    value = column.rank(offer) if column.rank else written(column.value(offer), language)
    return "" if value is None else str(value)[:_SORTED_BY]
