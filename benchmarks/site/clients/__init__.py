# SPDX-License-Identifier: BSD-3-Clause
"""Light clients: each does over the wire what a system's own page does in a browser, without a browser.

They need `websockets` and nothing else of ours, because Streamlit's runs in the environment of Streamlit.
"""
