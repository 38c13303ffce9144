"""Look at what a change does to the layout of the fixtures, and approve it.

    python -m tests.arrange.approve [CASE…] [--sheet FILE.html]     # what differs, before and after side by side
    python -m tests.arrange.approve [CASE…] --yes                   # these are the approved pictures from now on

Without a case: all whose picture is not as it was approved. Exit status 1 when something differs and was not approved.
"""

from __future__ import annotations

import argparse
import difflib
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.helpers import fixture_pictures as pictures

_PAGE = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Layout of the fixtures</title>
<style>body {{ font: 14px sans-serif }} td {{ vertical-align: top; border-top: 1px solid #ccc; padding: 12px }}
svg {{ max-width: 46vw; height: auto; background: #fff }}</style>
<table><tr><th>approved<th>now</tr>{rows}</table></html>
"""
_ROW = "<tr><td><b>{case}</b><br>{before}<td><b>{lines} lines differ</b><br>{after}</tr>"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", metavar="CASE", choices=[*pictures.CASES, []])
    parser.add_argument("--yes", action="store_true")
    parser.add_argument("--sheet", type=Path, default=Path(tempfile.gettempdir()) / "layout-before-and-after.html")
    options = parser.parse_args()
    changed = {}
    for case in options.cases or pictures.CASES:
        now = pictures.drawn(case)
        if now != pictures.approved(case):
            changed[case] = now
    if not changed:
        print("nothing differs from what was approved")
        return 0
    options.sheet.write_text(sheet(changed.items()), "utf-8")
    print(f"{', '.join(changed)}\n{len(changed)} differ: see {options.sheet.resolve().as_uri()}")
    if options.yes:
        for case, now in changed.items():
            pictures.approve(case, now)
        print("approved")
    return 0 if options.yes else 1


def sheet(changed: Iterable[tuple[str, str]]) -> str:
    """A page with each picture as it was approved beside what it is now."""
    rows = []
    for case, now in changed:
        before = pictures.approved(case)
        count = sum(line[:1] in "+-" for line in difflib.ndiff(before.splitlines(), now.splitlines()))
        rows.append(_ROW.format(case=case, before=before or "nothing yet", after=now, lines=count))
    return _PAGE.format(rows="\n".join(rows))


if __name__ == "__main__":
    raise SystemExit(main())
