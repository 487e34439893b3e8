# SPDX-License-Identifier: BSD-3-Clause
"""`python -m exxtra_kit.cli`: the command `exxtra`, where it is not on the path."""

import sys

from exxtra_kit.cli import main

if __name__ == "__main__":
    sys.exit(main())
