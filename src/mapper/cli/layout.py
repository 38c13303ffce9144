"""`mapper layout`: a map with everything in it arranged anew, or many of them in one process."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mapper.app.formats import convert
from mapper.app.formats import layout as app
from mapper.cli import many, say
from mapper.cli.options import InOut, Json, Lang, Quiet
from mapper.text import N_, _


def command(
    paths: InOut = None,
    manifest: Annotated[
        Path | None,
        typer.Option(
            metavar="PAIRS.tsv", readable=False, help=N_("Lay out many: each line of this file is IN, a tab, OUT.")
        ),
    ] = None,
    order_lanes: Annotated[
        bool,
        typer.Option(
            "--order-lanes",
            help=N_(
                "Put the lanes of a pool in the order with the fewest crossings of those tried; on maps of more than "
                "5000 steps and flows, the one in which flows pass the fewest lanes."
            ),
        ),
    ] = False,
    lang: Lang = "auto",
    json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Lay out one map, or those of a list or a folder."""
    named = many.named(paths, manifest, _("layout needs IN and OUT"), "mapper layout --help")
    if manifest is not None or named[0].is_dir():
        pairs = convert.manifest(manifest) if manifest is not None else convert.folder(named[0], named[1], ".bpmn")
        return many.run(pairs, _("Laying out"), json, quiet, lambda a, b: app.layout(a, b, order_lanes=order_lanes))
    source, target = named
    session = app.layout(source, target, order_lanes=order_lanes)
    if json:
        say.as_json({"written": [str(target)], "failed": []})
    elif not quiet:
        many.remark(session, target)
        many.tell_repairs(session, target)
    return 0
