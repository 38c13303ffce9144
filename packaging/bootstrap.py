#!/usr/bin/env python3
"""From a clean checkout to the running program, or to its tests, with one command and nothing but Python.

    python3 packaging/bootstrap.py run [FILE ...]
    python3 packaging/bootstrap.py test [PYTEST ARGUMENTS ...]

This file alone must parse on any Python 3, so that an old one gets a sentence and not a syntax error; the modules
beside it are imported once the version is known to do.
"""

import platform
import sys

if sys.version_info < (3, 11):  # noqa: UP036  (this is the one place that runs on an older Python)
    sys.exit(
        "Mapper needs Python 3.11 or later, and this is "
        + platform.python_version()
        + "; start this file with a newer one, such as python3.12."
    )

from commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
