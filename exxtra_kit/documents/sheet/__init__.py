# SPDX-License-Identifier: BSD-3-Clause
"""The calculation sheet as a file: drawn as a PDF, read back, and checked by computing it again."""
