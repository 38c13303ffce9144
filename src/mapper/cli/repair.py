"""`mapper repair`: a map with its faults mended and its loose ends joined to what they touch, or many of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mapper.app.formats import convert
from mapper.app.formats import repair as app
from mapper.cli import many, say
from mapper.cli.options import InOut, Json, Lang, Quiet
from mapper.text import N_, _


def command(
    paths: InOut = None,
    manifest: Annotated[
        Path | None,
        typer.Option(
            metavar="PAIRS.tsv", readable=False, help=N_("Repair many: each line of this file is IN, a tab, OUT.")
        ),
    ] = None,
    lang: Lang = "auto",
    json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Repair one map, or those of a list or a folder."""
    named = many.named(paths, manifest, _("repair needs IN and OUT"), "mapper repair --help")
    if manifest is not None or named[0].is_dir():
        pairs = convert.manifest(manifest) if manifest is not None else convert.folder(named[0], named[1], ".bpmn")
        return many.run(pairs, _("Repairing"), json, quiet, app.repair)
    source, target = named
    done = app.repair(source, target)
    if json:
        say.as_json({"written": [str(target)], "failed": [], "joined": list(done.joined)})
        return 0
    if not quiet:
        many.tell_repairs(done.session, target)
        for sentence in done.joined:
            say.error(f"{target}: {sentence}")
    return 0
