# SPDX-License-Identifier: BSD-3-Clause
"""Measures our site, stock Voila, Panel, Solara and Streamlit with the same content, in the same run.

.venv/bin/python -m benchmarks.site --quick
"""
