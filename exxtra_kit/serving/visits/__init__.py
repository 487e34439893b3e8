# SPDX-License-Identifier: BSD-3-Clause
"""Visits: a page that is there at once, and behind it a process of the visitor's own, forked from a warm one.

* `wire`: what page, server and process say to each other.
* `process`: the visitor's process: runs the notebook, answers the page. It has no channel for code.
* `warm`: the process in which everything is imported, and which forks the others; `nursery` asks it to.
* `visit`: one visit as the server sees it; `places`: how many there may be, and the queue.
* `pages`: the pages in memory; `handler`: the websocket.
"""
