"""The verbs of the command line. A verb's module is loaded when it is asked for, so that each starts quickly."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from mapper.cli.shell import Verb
from mapper.text import N_

_ROWS = (
    Verb("convert", "convert", N_("Write a map in another format.")),
    Verb("layout", "layout", N_("Arrange everything on a map anew.")),
    Verb("repair", "repair", N_("Mend what is wrong in a file, and join the ends that touch a step.")),
    Verb("info", "info", N_("Say what Mapper understands of a file.")),
    Verb("diff", "diff", N_("Say what differs between two maps.")),
    Verb("merge", "merge", N_("Bring two versions of a map together.")),
    Verb("git", "git", N_("Let git show and merge maps with Mapper.")),
    Verb("document", "documents", N_("Print a document of any kind.")),
    Verb("pack", "pack", N_("Print the documentation pack of a map or of a folder of maps.")),
    Verb("job-description", "job_description", N_("Print the job description of somebody named on a map.")),
)

VERBS: dict[str, Verb] = {row.name: row for row in _ROWS}
"""Every verb by name, in the order of the help page."""


def function(verb: Verb) -> Callable[..., int]:
    """What does a verb's work."""
    return cast(Callable[..., int], import_module(f"mapper.cli.{verb.module}").command)
