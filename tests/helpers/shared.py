"""The folders that stand beside the checkout, the maps of the repository's own that stand in for them, and the
notice at the end of a run of what was skipped because such a folder is not there.

Each folder may stand elsewhere: `MAPPER_CORPUS` and so on name it.
"""

import os
import re
from collections import Counter
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
OWN = REPOSITORY / "tests" / "files"
_SPIFF = find_spec("SpiffWorkflow")
SCHEMAS = Path(_SPIFF.origin or "").parent / "bpmn" / "parser" / "schema" if _SPIFF is not None else None
_MISSING = re.compile(r"\.\./shared/(\w+)")


def folder(name: str, instead: Path | None = None) -> Path:
    """A folder beside the checkout, or else another one; the test is skipped where there is neither."""
    variable = f"MAPPER_{name.upper()}"
    found = Path(os.environ.get(variable) or REPOSITORY.parent / "shared" / name)
    if found.is_dir():
        return found
    if instead is not None and instead.is_dir():
        return instead
    pytest.skip(f"no folder ../shared/{name} beside the checkout, and {variable} names none")


def reference(name: str) -> Path:
    """A map of the repository's own by its name, else a reference map of the corpus."""
    own = OWN / f"{name}.bpmn"
    return own if own.is_file() else folder("corpus") / "miwg" / "Reference" / f"{name}.bpmn"


def tell(reporter: pytest.TerminalReporter) -> None:
    """Print how many tests were skipped for want of which folder, in letters that nobody overlooks."""
    missing = missed(str(report.longrepr) for report in reporter.stats.get("skipped", ()))
    if not missing:
        return
    reporter.section("NOT TESTED on this clone", sep="!", red=True, bold=True)
    for name, count in sorted(missing.items()):
        said = f"{count} tests were skipped: there is no folder ../shared/{name} beside the checkout"
        reporter.write_line(said, red=True)
    reporter.write_line("The maps under tests/files cover the same ground; files of other tools were not read.")


def missed(reasons: Iterable[str]) -> Counter[str]:
    """How often which folder was missing, by why tests were skipped.

    >>> missed(["no folder ../shared/xsd beside", "no browser", "no ../shared/xsd"])
    Counter({'xsd': 2})
    """
    return Counter(match[1] for reason in reasons if (match := _MISSING.search(reason)))
