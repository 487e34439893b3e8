# SPDX-License-Identifier: BSD-3-Clause
"""Measures the map's page: ours, ipyleaflet's and plain folium's version of the same map, in the same run.

.venv/bin/python -m benchmarks.map --quick
"""
