# SPDX-License-Identifier: BSD-3-Clause
"""Names that would leave a mark in a page if they ever ran, and a page as whoever reads its mark-up sees it."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import strategies as st

# Each would set `window.hit`.
RUNNING = (
    '<img src="x" onerror="window.hit=1">',
    "\"'><svg onload=window.hit=1>",
    "</script><script>window.hit=1</script>",
    "`${window.hit=1}`",
    "`+(window.hit=1)+`",
    "'-(window.hit=1)-'",
    '\\"\\u0022});window.hit=1;//\n\N{LINE SEPARATOR}',
    "{{ 7 * 7 }}{% raw %}{# x #}{{{ 1 }}}",
    "<!--<script>window.hit=1",
    "</style></title></textarea><b onclick=window.hit=1>b</b>",
    "javascript:window.hit=1",
    "&lt;b&gt; &amp; &#60;i&#62;",
    "\N{RIGHT-TO-LEFT OVERRIDE}gnp.exe\N{POP DIRECTIONAL FORMATTING}\N{RIGHT-TO-LEFT MARK}\N{ARABIC LETTER ALEF}",
    "=1+1",
    "__proto__",
)
LONG = (RUNNING[0] + "x" * 64) * 100  # some 10 kB
ALL = "".join(RUNNING)

TEXTS = (
    st.sampled_from((*RUNNING, LONG, ALL))
    | st.text(st.sampled_from("<>&'\"`${}%#\\/=ab\n-!;\u202e\u2028"), min_size=1, max_size=16)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12)
)


class Read(HTMLParser):
    """A piece of mark-up as it is read.

    Attributes:
        elements: Each element with the names of its attributes, in order.
        text: All text, names that are read out included.
        addresses: Values of `href` and `src`.
    """

    def __init__(self, markup: str) -> None:
        """Read it."""
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.text = ""
        self.addresses: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, tuple(name for name, _ in attrs)))
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]
        self.text += "".join(value or "" for name, value in attrs if name in {"aria-label", "title"})

    def handle_data(self, data: str) -> None:
        """Collect text."""
        self.text += data
