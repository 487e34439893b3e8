# SPDX-License-Identifier: BSD-3-Clause
"""Ten thousand organisations on the map: ours beside folium's own layers.

.venv/bin/python -m benchmarks.organisations --quick
"""
