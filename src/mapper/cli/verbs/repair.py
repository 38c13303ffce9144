"""`mapper repair`: a map with its faults mended and its loose ends joined to what they touch, or many of them."""

from __future__ import annotations

from pathlib import Path

from mapper.app.formats import convert
from mapper.app.formats import repair as app
from mapper.cli import say
from mapper.cli.verbs import many
from mapper.text import _


def command(paths: tuple[Path, ...], manifest: Path | None, json: bool, quiet: bool) -> int:
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
