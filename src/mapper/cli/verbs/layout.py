"""`mapper layout`: a map with everything in it arranged anew, or many of them in one process."""

from __future__ import annotations

from pathlib import Path

from mapper.app.formats import convert
from mapper.app.formats import layout as app
from mapper.cli import say
from mapper.cli.verbs import many
from mapper.text import _


def command(paths: tuple[Path, ...], manifest: Path | None, order_lanes: bool, json: bool, quiet: bool) -> int:
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
