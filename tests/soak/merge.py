"""`mapper merge` on random triples: disjoint edits are all merged and equal to both applied, conflicts are exactly the
overlapping ones, the result opens without repairs, is valid where the inputs were, and keeps its bytes where nothing
was to be merged.

    python -m tests.soak.merge --count 2000 [--state FILE]
"""

import random
from collections import Counter
from pathlib import Path

from lxml import etree

from mapper.app.comparing import states
from mapper.bpmn import Source
from tests.soak import edits, tally
from tests.soak.diff import maps

OVERLAPPING = (edits.rename, edits.move, edits.reroute, edits.relane, edits.foreign, edits.retime)


def one(seed: int, corpus: Path | None = None, schema: etree.XMLSchema | None = None) -> Counter[str]:
    """One triple."""
    chance = random.Random(seed)
    path, root = chance.choice(maps(corpus or edits.corpus()))
    disjoint = edits.chosen(root, chance, chance.randint(2, 8))
    cut = chance.randint(1, max(1, len(disjoint) - 1))
    mine, other = disjoint[:cut], disjoint[cut:]
    clash = overlap(root, chance, disjoint) if chance.random() < 0.5 else None
    own, foreign = ([clash[0]], [clash[1]]) if clash else ([], [])
    sides, both = ([], mine + own, other + foreign), mine + other + own
    base, ours, theirs, wanted = (states.parsed(edits.edited(root, made), path) for made in (*sides, both))
    found = states.merged(base, ours, theirs)
    conflicts = {conflict.key for conflict in found.conflicts}
    wrong_conflicts = conflicts ^ ({(next(iter(clash[0].touches)), clash[0].field)} if clash else set())
    result = states.parsed(found.data, path)
    apart = states.differences(wanted, result) + states.differences(result, wanted)
    stable = states.merged(base, ours, base).data == ours.data and states.merged(base, base, base).data == base.data
    judged = schema is not None and all(map(schema.validate, _roots(base, ours, theirs)))
    valid = not judged or schema.validate(result.base.root)
    bad = bool(wrong_conflicts or apart or result.repaired or not stable or not valid)
    if bad:
        names = [[edit.name for edit in side] for side in sides[1:]]
        print(f"{path.name}: {names} conflicts {wrong_conflicts} apart {[(d.what, d.id, d.field) for d in apart][:4]}")
    return Counter(
        triples=1, overlapping=int(clash is not None), wrong_conflicts=len(wrong_conflicts),
        not_as_both=int(bool(apart)), repaired=int(result.repaired), unstable=int(not stable),
        invalid=int(not valid), bad=int(bad),
    )  # fmt: skip


def _roots(*sources: Source) -> list[etree._Element]:
    return [source.base.root for source in sources]


def overlap(
    root: etree._Element, chance: random.Random, disjoint: list[edits.Edit]
) -> tuple[edits.Edit, edits.Edit] | None:
    """Two edits of the same thing that cannot both hold."""
    here, touched = edits.Map(root), frozenset().union(*(edit.touches for edit in disjoint))
    for _trial in range(20):
        kind = chance.choice(OVERLAPPING)
        one = kind(here, chance)
        if one is None or not one.touches.isdisjoint(touched):
            continue
        for _again in range(200):
            two = kind(here, chance)
            same = two is None or two.touches != one.touches
            if not same and edits.edited(root, [one]) != edits.edited(root, [two]):
                return one, two
    return None


def schema() -> etree.XMLSchema | None:
    """BPMN 2.0's own schema, where it is at hand."""
    folder = edits.shared("xsd", "MAPPER_XSD")
    file = folder / "BPMN20.xsd"
    return etree.XMLSchema(etree.parse(str(file))) if file.exists() else None


if __name__ == "__main__":
    known = schema()
    tally.run("merge", 2000, lambda seed: one(seed, schema=known))
