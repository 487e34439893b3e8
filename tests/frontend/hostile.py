# SPDX-License-Identifier: BSD-3-Clause
"""The sanitiser's table: what comes in, and what may be shown of it as mark-up and in a label."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """One case.

    Attributes:
        source: What comes in.
        block: What an HTML widget shows of it.
        label: What a label shows of it.
    """

    source: str
    block: str
    label: str


HARM = "parent.document.title='harmed'"

CASES = (
    # --- what we need stays
    Case("plain &lt; text &amp; more", "plain &lt; text &amp; more", "plain &lt; text &amp; more"),
    Case('<p class="exx-hint">a <b>b</b></p>', '<p class="exx-hint">a <b>b</b></p>', "a <b>b</b>"),
    Case('<span class="exx-sr">a</span>', '<span class="exx-sr">a</span>', '<span class="exx-sr">a</span>'),
    Case(
        '<span id="exx-field-town" tabindex="-1"></span>',
        '<span id="exx-field-town" tabindex="-1"></span>',
        "<span></span>",
    ),
    Case("<style>.a > .b { color: red }</style><p>x</p>", "<style>.a > .b { color: red }</style><p>x</p>", "x"),
    Case(
        '<a href="planner?a=1&amp;b=2">x</a>',
        '<a href="planner?a=1&amp;b=2">x</a>',
        '<a href="planner?a=1&amp;b=2">x</a>',
    ),
    Case('<a href="#exx-x">x</a>', '<a href="#exx-x">x</a>', '<a href="#exx-x">x</a>'),
    Case('<a href="mailto:a@b.eu">x</a>', '<a href="mailto:a@b.eu">x</a>', '<a href="mailto:a@b.eu">x</a>'),
    Case(
        '<a href="https://a.eu" target="_blank">x</a>',
        '<a href="https://a.eu" target="_blank" rel="noopener noreferrer">x</a>',
        '<a href="https://a.eu">x</a>',
    ),
    Case(
        '<a href="data:application/json;base64,e30=" download="a.json">x</a>',
        '<a href="data:application/json;base64,e30=" download="a.json">x</a>',
        "<a>x</a>",
    ),
    Case('<button data-press="k" type="submit">x</button>', '<button data-press="k" type="button">x</button>', "x"),
    Case(
        '<details data-key="k" open><summary>s</summary>t</details>',
        '<details data-key="k" open=""><summary>s</summary>t</details>',
        "st",
    ),
    Case(
        '<table><caption>c</caption><tbody><tr><th scope="row">h</th><td colspan="2">d</td></tr></tbody></table>',
        '<table><caption>c</caption><tbody><tr><th scope="row">h</th><td colspan="2">d</td></tr></tbody></table>',
        "chd",
    ),
    Case(
        '<svg viewBox="0 0 4 4" aria-hidden="true"><path d="M0 0h4"/></svg>',
        '<svg viewBox="0 0 4 4" aria-hidden="true"><path d="M0 0h4"></path></svg>',
        "",
    ),
    Case(
        '<img src="data:image/png;base64,AA==" alt="a">',
        '<img src="data:image/png;base64,AA==" alt="a">',
        '<img src="data:image/png;base64,AA==" alt="a">',
    ),
    Case(
        '<b style="color: red; font-weight: 700">x</b>',
        '<b style="color: red; font-weight: 700">x</b>',
        '<b style="color: red; font-weight: 700">x</b>',
    ),
    # --- scripts and handlers
    Case(f"<script>{HARM}</script>x", "x", "x"),
    Case(f'<ScRiPt src=//a.eu></sCrIpT ><p onclick="{HARM}">x</p>', "<p>x</p>", "x"),
    Case(f'<img src="missing" onerror="{HARM}">', '<img src="missing">', '<img src="missing">'),
    Case(f'<b onmouseover="{HARM}" OnFocus="{HARM}" autofocus tabindex=1>x</b>', '<b tabindex="1">x</b>', "<b>x</b>"),
    Case(f'<b/onclick="{HARM}"/class=y>x</b>', '<b class="y">x</b>', '<b class="y">x</b>'),
    Case(f'<body onload="{HARM}"><b>x</b>', "<b>x</b>", "<b>x</b>"),
    Case(f'<details ontoggle="{HARM}" open>x</details>', '<details open="">x</details>', "x"),
    Case(f'<input onfocus="{HARM}" autofocus>x', "x", "x"),
    Case(f'<marquee onstart="{HARM}">x</marquee>', "x", "x"),
    Case(f'<video><source onerror="{HARM}"></video>x', "x", "x"),
    Case(f'<x-own onclick="{HARM}">x</x-own>', "x", "x"),
    # --- addresses
    Case('<a href="javascript:alert(1)">x</a>', "<a>x</a>", "<a>x</a>"),
    Case('<a href=" &#1;JaVaScRiPt:alert(1)">x</a>', "<a>x</a>", "<a>x</a>"),
    Case('<a href="java&#10;script&colon;alert(1)">x</a>', "<a>x</a>", "<a>x</a>"),
    Case('<a href="java&Tab;script:alert(1)">x</a>', "<a>x</a>", "<a>x</a>"),
    Case(
        '<a href="vbscript:x">x</a><a href="blob:x">y</a><a href="file:///a">z</a>',
        "<a>x</a><a>y</a><a>z</a>",
        "<a>x</a><a>y</a><a>z</a>",
    ),
    Case('<a href="data:text/html,<script>1</script>">x</a>', "<a>x</a>", "<a>x</a>"),
    Case('<a href="data:text/html,a" download="a.html">x</a>', '<a download="a.html">x</a>', "<a>x</a>"),
    Case('<a href="data:image/svg+xml,a" download>x</a>', '<a download="">x</a>', "<a>x</a>"),
    Case('<img src="data:text/html,a">', "<img>", "<img>"),
    Case('<img src="javascript:1" srcset="//a.eu 1x" longdesc="javascript:1">', "<img>", "<img>"),
    Case(
        '<a href="https://a.eu" ping="https://b.eu">x</a>',
        '<a href="https://a.eu">x</a>',
        '<a href="https://a.eu">x</a>',
    ),
    Case('<a xlink:href="javascript:1" formaction="javascript:1" action="javascript:1">x</a>', "<a>x</a>", "<a>x</a>"),
    # --- elements that load, send or take over
    Case('<iframe srcdoc="<script>1</script>">i</iframe>x', "x", "x"),
    Case('<object data="a">o</object><embed src="a">x', "x", "x"),
    Case(
        '<form action="//a.eu"><input name=a><button formaction="//b.eu">go</button></form>',
        '<button type="button">go</button>',
        "go",
    ),
    Case(
        '<base href="//a.eu"><meta http-equiv="refresh" content="0;url=//a.eu"><link rel="stylesheet" href="//a.eu">x',
        "x",
        "x",
    ),
    Case("<template><img src=x onerror=1></template>x", "x", "x"),
    Case(
        '<noscript><p title="</noscript><img src=x onerror=1>"></noscript>x',
        "",
        "",
    ),
    Case("<textarea><b>t</b></textarea><select><option>o</select>x", "x", "x"),
    Case("<frameset><frame src=javascript:1></frameset>x", "x", "x"),
    Case("<!-- c --><!--><img src=y>--><?php x ?>z", '<img src="y">--&gt;z', '<img src="y">--&gt;z'),
    # --- foreign content and mutation
    Case(f'<svg onload="{HARM}"><circle r="1"/></svg>x', '<svg><circle r="1"></circle></svg>x', "x"),
    Case("<svg><script>1</script><a xlink:href='javascript:1'><text>t</text></a></svg>x", "<svg></svg>x", "x"),
    Case(
        "<svg><use href='data:image/svg+xml,x'/><animate attributeName=href values=javascript:1 /><set/></svg>x",
        "<svg></svg>x",
        "x",
    ),
    Case("<svg><foreignObject><iframe src=javascript:1></iframe></foreignObject></svg>x", "<svg></svg>x", "x"),
    Case("<svg><style><img src=x onerror=1></style></svg>x", '<svg></svg><img src="x">x', '<img src="x">x'),
    Case('<svg><rect fill="url(//a.eu)" style="fill:url(//a.eu)" onclick=1 /></svg>', "<svg><rect></rect></svg>", ""),
    Case('<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=1&gt;">', "", ""),
    Case("<math href='javascript:1'><mi>m</mi></math>x", "x", "x"),
    Case(
        '<svg></p><style><a id="</style><img src=1 onerror=1>">',
        '<svg></svg><p></p><style><a id="</style><img src="1">"&gt;',
        '<img src="1">"&gt;',
    ),
    Case("<xmp><img src=x onerror=1></xmp>x", "x", "x"),
    Case(
        '<a title="<img src=x onerror=1>">x</a>',
        '<a title="&lt;img src=x onerror=1&gt;">x</a>',
        '<a title="&lt;img src=x onerror=1&gt;">x</a>',
    ),
    Case("&lt;script&gt;1&lt;/script&gt;", "&lt;script&gt;1&lt;/script&gt;", "&lt;script&gt;1&lt;/script&gt;"),
    # --- names that the page itself goes by
    Case('<p id="app">a</p><p id="exxtra-page">b</p><p id="Site-status">c</p>', "<p>a</p><p>b</p><p>c</p>", "abc"),
    Case('<img name="getElementById"><a name="body" id="x">x</a>', '<img><a id="x">x</a>', "<img><a>x</a>"),
    Case('<p data-widget="w1" is="x-own" slot="a" contenteditable part=b>x</p>', "<p>x</p>", "x"),
    # --- styles
    Case('<b style="background: url(//a.eu)">x</b>', "<b>x</b>", "<b>x</b>"),
    Case(
        '<b style="position: fixed; top: 0; color: red">x</b>',
        '<b style="top: 0px; color: red">x</b>',
        '<b style="color: red">x</b>',
    ),
    Case('<b style="color: re\\64; width: expression(1)">x</b>', "<b>x</b>", "<b>x</b>"),
    Case('<b style="--own: 1; behavior: url(x)">x</b>', "<b>x</b>", "<b>x</b>"),
    Case("<div>" * 300 + "deep" + "</div>" * 300, "<div>" * 201 + "</div>" * 201, ""),
)
