"""Random edits of a map and of its text, on either side in turn: after each the other says the same, what was forbidden
changed nothing, and undo gives back the exact map.

    python -m tests.soak.outline --count 2000 [--seed 1]
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from contextlib import suppress

from mapper import bpmn
from mapper.edit.effects.rules import Refused
from mapper.edit.verbs import connect, create, delete, label, move
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point
from mapper.model.kinds import FLOW_NODES
from mapper.model.records import Node
from mapper.outline.apply import change
from mapper.outline.lines import OutlineError
from mapper.outline.read import build
from mapper.outline.write import outline
from tests.helpers import maps
from tests.helpers.text_facts import facts

LARGE = 40
"""Steps from which the walk rather takes away."""


def steps(diagram: Diagram) -> list[Node]:
    return [node for node in diagram.nodes() if node.family in FLOW_NODES]


class Walk:
    """One map, edited on both sides."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.diagram = maps.order()
        self.count = Counter[str]()
        self.number = 0

    def name(self) -> str:
        self.number += 1
        return self.dice.choice(("Check", "Send", "Note: odd", "a / b", "Ask @ home", "Ready?")) + f" {self.number}"

    def turn(self) -> None:
        """One edit on one side, and what must hold after it."""
        before = self.diagram.records()
        mark = self.diagram.mark
        if self.dice.random() < 0.5:
            self.by_text()
        else:
            with suppress(Refused):
                self.by_hand()
                self.count["by hand"] += 1
        self.same()
        if self.diagram.mark is not mark and self.dice.random() < 0.15:
            self.diagram.undo()
            if list(self.diagram.records()) != list(before):
                self.bad("undo left something")
            self.diagram.redo()
            self.same()

    def same(self) -> None:
        """The text of the map read back is the map."""
        again = Diagram(bpmn.fresh().records)
        if steps(self.diagram):
            build(again, outline(self.diagram).text)
            if facts(again) != facts(self.diagram):
                self.bad("the text says something else")
                print(facts(again) - facts(self.diagram), facts(self.diagram) - facts(again))

    def by_text(self) -> None:
        base = outline(self.diagram)
        text = self.edited(base.text)
        wanted = Diagram(bpmn.fresh().records)
        before = self.diagram.records()
        try:
            build(wanted, text)
            change(self.diagram, base, text)
        except OutlineError:
            self.count["refused"] += 1
            if self.diagram.records() != before:
                self.bad("a refused edit changed something")
            return
        self.count["by text"] += 1
        if facts(wanted) != facts(self.diagram):
            self.bad("the map is not as the text says")
            print(f"--- text\n{base.text}--- edited\n{text}---")
            print("missing", facts(wanted) - facts(self.diagram), "\nextra", facts(self.diagram) - facts(wanted))

    def edited(self, text: str) -> str:
        rows = text.rstrip("\n").split("\n")
        at = self.dice.randrange(len(rows))
        row, indent = rows[at], " " * (len(rows[at]) - len(rows[at].lstrip()))
        others = ("~", "-", "|", "#")
        named = [i for i, line in enumerate(rows) if ": " in line and not line.lstrip().startswith(others)]
        many = len(steps(self.diagram)) > LARGE
        act = self.dice.random()
        if named and (act < 0.35 or many):
            i = self.dice.choice(named)
            lane, _colon, said = rows[i].partition(": ")
            if many and act < 0.6:
                del rows[i]
            elif act < 0.12:
                rows[i] = f"{lane}: {self.name().replace(': ', ' ').replace(' / ', ' ').replace(' @ ', ' ')}"
            elif act < 0.24:
                other = self.dice.choice(("Sales", "Store", "Office", "Back office"))
                rows[i] = f"{' ' * (len(lane) - len(lane.lstrip()))}{other}: {said}"
            else:
                rows[i] += self.dice.choice((" {user}", " @Anna Holm", " {service}"))
        elif act < 0.6:
            rows.insert(at + 1, f"{indent}Sales: {self.dice.choice(('Pack', 'Call', 'Wait'))} {self.number}")
            self.number += 1
        elif act < 0.7:
            n = self.number
            gateway = [f"Sales: Fine {n}?", "  - Yes", f"    Store: Go {n}", "  - No", f"    Store: Stop {n} {{end}}"]
            rows[at + 1 : at + 1] = [indent + line for line in gateway]
            self.number += 1
        elif act < 0.85:
            del rows[at]
        elif row.strip():  # a step in no lane stands in the one that its place lies in, whatever the text says
            rows[at] = row + self.dice.choice(("x", " y", "?"))
        return "\n".join(rows) + "\n"

    def by_hand(self) -> None:
        diagram, dice = self.diagram, self.dice
        there = steps(diagram)
        act = dice.random()
        plane = next(node.id for node in diagram.nodes() if node.kind == "plane")
        if not there or act < 0.1:
            at = Point(dice.uniform(200, 800), dice.uniform(120, 500))
            create.shape(diagram, "task", at, plane, name=self.name())
            return
        one, two = dice.choice(there), dice.choice(there)
        if act < 0.35 and len(there) < LARGE:
            kind = dice.choice(("task", "userTask", "exclusiveGateway", "endEvent", "parallelGateway"))
            create.append(diagram, one.id, kind, name=self.name())
        elif act < 0.5:
            label.rename(diagram, one.id, self.name())
        elif act < 0.65:
            move.to_lane(diagram, [one.id], dice.choice((-1, 1)))
        elif act < 0.8:
            connect.flow(diagram, one.id, two.id)
        else:
            delete.records(diagram, [one.id], heal=dice.random() < 0.5)

    def bad(self, what: str) -> None:
        self.count["bad"] += 1
        print(what)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    total = Counter[str]()
    walk = Walk(given.seed)
    for number in range(given.count):
        if number % 100 == 0:
            total += walk.count
            walk = Walk(given.seed + number)
        walk.turn()
        if walk.count["bad"]:
            print(f"walk {given.seed + number - number % 100}, turn {number % 100}")
            total += walk.count
            walk = Walk(given.seed + number + 1)
    print(dict(total + walk.count))


if __name__ == "__main__":
    main()
