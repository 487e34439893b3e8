# SPDX-License-Identifier: BSD-3-Clause
"""Texts that somebody might call an organisation to do harm, or by accident."""

from __future__ import annotations

from hypothesis import strategies as st

ATTACKS = (
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "</script><script>alert(1)</script>",
    "</script /x <!--<script ",
    "</text></svg><script/>",
    "]]><!--",
    "`${alert(1)}`",
    "{{ 7*7 }}{% raw %}",
    "' onclick='x",
    "&lt;b&gt; &amp; &#60;",
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    '=HYPERLINK("http://x.test")',
    "_x0041_",
    "\u202eevil\u202c \u200f\u2067x",
    "nul \x00 bell \x07 escape \x1b delete \x7f",
    "not a character \ufffe \uffff",
    "a;b,c\r\nd\te",
    "x" * 10_000,
    "\N{GRINNING FACE}" * 300,
)
HOSTILE = st.sampled_from(ATTACKS) | st.text(
    st.sampled_from("<>&\"'`/=ab{}%;,_x0041\x00\x08\u202e\ufffe\n"), min_size=1, max_size=20
)
"""One of the attacks, or any mixture of what they are made of."""
