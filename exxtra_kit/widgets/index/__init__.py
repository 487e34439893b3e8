# SPDX-License-Identifier: BSD-3-Clause
"""The first page, which leads to the apps."""
