# SPDX-License-Identifier: BSD-3-Clause
"""The partner map: where can we go, and for how much?"""
