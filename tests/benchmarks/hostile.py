"""Files made to do harm: each is opened in a process of its own that may touch neither network nor other files.

    python tests/benchmarks/hostile.py [--scale 1.0] [--only NAME] [--json]

Each attack is a file that would, in a careless reader, fetch something, read a file, fill the memory or never end. A
child process opens it as `mapper` would, builds the graph, and, when it opens, renames a step and writes. Printed: what
came of it, seconds, and the most memory the process held beyond what it holds empty. A failure is a traceback, an
attempt to reach the network or a file, more than `SECONDS` seconds or `MEMORY` megabytes. Exit status 1 when one fails.
`--scale 0.01` makes the large ones small.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
SPACES = (
    f'xmlns="{MODEL}" xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI"'
    ' xmlns:c="http://www.omg.org/spec/DD/20100524/DC" xmlns:i="http://www.omg.org/spec/DD/20100524/DI"'
)
HEAD, TAIL = f'<definitions {SPACES} targetNamespace="urn:x"><process id="p">', "</process></definitions>"
SECONDS, MEMORY = 10.0, 3000.0
"""What one file may take."""


def bomb(scale: float) -> str:
    """Entities that each hold the one before ten times."""
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    return f'<!DOCTYPE d [<!ENTITY a0 "ha">{entities}]>{HEAD}<task id="a" name="&a11;"/>{TAIL}'


def quadratic(scale: float) -> str:
    """One long entity, used often."""
    return f'<!DOCTYPE d [<!ENTITY a "{"x" * 100_000}">]>{HEAD}<task id="a" name="{"&a;" * 100_000}"/>{TAIL}'


def external_entity(scale: float) -> str:
    return f'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>{HEAD}<task id="a" name="a"/>&a;{TAIL}'


def external_parameter(scale: float) -> str:
    return f'<!DOCTYPE d [<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd"> %a;]>{HEAD}<task id="a"/>{TAIL}'


def external_dtd(scale: float) -> str:
    return f'<!DOCTYPE definitions SYSTEM "http://127.0.0.1:9/a.dtd">{HEAD}<task id="a"/>{TAIL}'


def xinclude(scale: float) -> str:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    return f'{HEAD}<task id="a"><documentation>{include}</documentation></task>{TAIL}'


def schema_location(scale: float) -> str:
    xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x http://127.0.0.1:9/a.xsd"'
    style = '<?xml-stylesheet type="text/xsl" href="http://127.0.0.1:9/a.xsl"?>'
    include = '<import importType="urn:x" location="http://127.0.0.1:9/a.wsdl" namespace="urn:x"/>'
    return f'{style}{HEAD.replace("<process", f"{include}<process", 1)}<task id="a" {xsi}/>{TAIL}'


def long_attribute(scale: float) -> str:
    return f'{HEAD}<task id="a" name="{"x " * int(5_000_000 * scale)}"/>{TAIL}'


def long_text(scale: float) -> str:
    return f'{HEAD}<task id="a"><documentation>{"x " * int(5_000_000 * scale)}</documentation></task>{TAIL}'


def many_attributes(scale: float) -> str:
    said = " ".join(f'x{i}="1"' for i in range(int(100_000 * scale)))
    return f'{HEAD}<task id="a" {said}/>{TAIL}'


def many_prefixes(scale: float) -> str:
    said = " ".join(f'xmlns:x{i}="urn:{i}"' for i in range(int(20_000 * scale)))
    return f'{HEAD}<task id="a" {said}/>{TAIL}'


def deep(scale: float) -> str:
    depth = int(100_000 * scale)
    return f"{HEAD}{'<subProcess>' * depth}<task id='a'/>{'</subProcess>' * depth}{TAIL}"


def deep_foreign(scale: float) -> str:
    depth = int(100_000 * scale)
    inner = "<v:x xmlns:v='urn:v'>" * depth + "</v:x>" * depth
    return f"{HEAD}<task id='a'><extensionElements>{inner}</extensionElements></task>{TAIL}"


def nested(scale: float) -> str:
    """As deep as the parser allows."""
    inner = "".join(f'<subProcess id="s{i}">' for i in range(250))
    return f"{HEAD}{inner}<task id='a'/>{'</subProcess>' * 250}{TAIL}"


def unclosed(scale: float) -> str:
    return HEAD + "<task>" * int(500_000 * scale)


def many_steps(scale: float) -> str:
    """Steps and flows without a drawing."""
    count = int(250_000 * scale)
    steps = "".join(f'<task id="t{i}" name="Step {i}"/>' for i in range(count))
    flows = "".join(f'<sequenceFlow id="f{i}" sourceRef="t{i}" targetRef="t{i + 1}"/>' for i in range(count - 1))
    return f"{HEAD}{steps}{flows}{TAIL}"


def many_drawn(scale: float) -> str:
    count = int(150_000 * scale)
    steps = "".join(f'<task id="t{i}" name="Step {i}"/>' for i in range(count))
    shapes = "".join(
        f'<d:BPMNShape bpmnElement="t{i}"><c:Bounds x="{i % 500 * 150}" y="{i // 500 * 120}" width="100" height="80"/>'
        "</d:BPMNShape>"
        for i in range(count)
    )
    return (
        f'{HEAD}{steps}</process><d:BPMNDiagram id="d"><d:BPMNPlane bpmnElement="p">{shapes}'
        "</d:BPMNPlane></d:BPMNDiagram></definitions>"
    )


def one_id(scale: float) -> str:
    """Every step has the same id, and every flow means it."""
    count = int(50_000 * scale)
    return HEAD + '<task id="t"/><sequenceFlow id="f" sourceRef="t" targetRef="t"/>' * count + TAIL


def star(scale: float) -> str:
    """All flows end on one step."""
    count = int(50_000 * scale)
    flows = "".join(f'<sequenceFlow id="f{i}" sourceRef="a" targetRef="a"/>' for i in range(count))
    return f"{HEAD}<task id='a'/>{flows}{TAIL}"


def lost_references(scale: float) -> str:
    count = int(100_000 * scale)
    flows = "".join(f'<sequenceFlow id="f{i}" sourceRef="x{i}" targetRef="y{i}"/>' for i in range(count))
    return f"{HEAD}<task id='a'/>{flows}{TAIL}"


def chained_associations(scale: float) -> str:
    """Lines that end on lines that end on lines."""
    count = int(20_000 * scale)
    lines = "".join(f'<association id="l{i}" sourceRef="l{i + 1}" targetRef="a"/>' for i in range(count))
    return f"{HEAD}<task id='a'/>{lines}{TAIL}"


def circles(scale: float) -> str:
    """Everything refers to itself, or to what refers to it."""
    return (
        f'<definitions {SPACES} targetNamespace="urn:x"><collaboration id="c"><participant id="c1" processRef="c1"/>'
        '<participant id="c2" processRef="p"/><messageFlow id="m" sourceRef="m" targetRef="m"/></collaboration>'
        '<process id="p"><laneSet id="p"><lane id="l"><flowNodeRef>l</flowNodeRef><flowNodeRef>s</flowNodeRef>'
        '<childLaneSet id="cl"><lane id="l"><flowNodeRef>l</flowNodeRef><flowNodeRef>s</flowNodeRef></lane>'
        "</childLaneSet></lane></laneSet>"
        '<subProcess id="s" default="s"><subProcess id="s"><boundaryEvent id="b" attachedToRef="b"/></subProcess>'
        '<callActivity id="k" calledElement="k"/><callActivity id="k2" calledElement="p"/></subProcess>'
        '<boundaryEvent id="b2" attachedToRef="b3"/><boundaryEvent id="b3" attachedToRef="b2"/>'
        '<association id="x" sourceRef="y" targetRef="x"/><association id="y" sourceRef="x" targetRef="y"/>'
        '<dataObjectReference id="o" dataObjectRef="o"/><task id="a"/></process>'
        '<d:BPMNDiagram id="d"><d:BPMNPlane id="d" bpmnElement="d"><d:BPMNShape bpmnElement="d"/>'
        '<d:BPMNShape bpmnElement="s"><c:Bounds x="0" y="0" width="90" height="90"/></d:BPMNShape>'
        "</d:BPMNPlane></d:BPMNDiagram></definitions>"
    )


def numbers(scale: float) -> str:
    """Places that are none."""
    odd = ("NaN", "inf", "-inf", "1e308", "-1e308", "1e-308", "0x10", "1_0", "٣", "", " 1 ", "9" * 5000)
    steps = "".join(f'<task id="a{i}"/>' for i in range(len(odd)))
    flow = '<sequenceFlow id="f" sourceRef="a0" targetRef="a1"/>'
    shapes = "".join(
        f'<d:BPMNShape bpmnElement="a{i}"><c:Bounds x="{n}" y="{n}" width="{n}" height="{n}"/></d:BPMNShape>'
        for i, n in enumerate(odd)
    )
    bends = "".join(f'<i:waypoint x="{n}" y="{n}"/>' for n in odd)
    return (
        f'{HEAD}{steps}{flow}</process><d:BPMNDiagram><d:BPMNPlane bpmnElement="p">{shapes}'
        f'<d:BPMNEdge bpmnElement="f">{bends}</d:BPMNEdge></d:BPMNPlane></d:BPMNDiagram></definitions>'
    )


def nuls(scale: float) -> str:
    return f"{HEAD}<task id='a' name='{chr(0) * int(1_000_000 * scale)}'/>{TAIL}"


def angles(scale: float) -> str:
    """What makes regular expressions go back and forth."""
    return f"{HEAD}<task id='a'/>{'<' * int(200_000 * scale)}{TAIL}"


def quotes(scale: float) -> str:
    return f"{HEAD}<task id='a' {'a=' + chr(39) * 3 + ' ' * 10}{'<task b=' * int(20_000 * scale)}{TAIL}"


ATTACKS: dict[str, Callable[[float], str]] = {
    act.__name__.replace("_", " "): act
    for act in (
        bomb, quadratic, external_entity, external_parameter, external_dtd, xinclude, schema_location, long_attribute,
        long_text, many_attributes, many_prefixes, deep, deep_foreign, nested, unclosed, many_steps, many_drawn, one_id,
        star, lost_references, chained_associations, circles, numbers, nuls, angles, quotes,
    )
}  # fmt: skip

CHILD = """
import json, resource, sys, time
from pathlib import Path
from lxml import etree
from mapper import bpmn
from mapper.app.session.session import arrange
from mapper.model.diagram import Diagram
import encodings.idna, encodings.utf_16, encodings.latin_1, encodings.cp1252
data = Path(sys.argv[1]).read_bytes()
small = b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p"><task id="t" name="Ask"/>'
arrange.shown(bpmn.read(small + b"</process></definitions>"))
tried = []
def guard(event, args):
    if event.startswith(("socket.", "urllib.", "subprocess.", "os.system")) or event == "open":
        if not str(args[0]).endswith((".py", ".pyc")):
            tried.append(f"{event} {args[:1]}")
sys.addaudithook(guard)
empty = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
begin = time.perf_counter()
try:
    source = bpmn.read(data)
    read = time.perf_counter() - begin
    source = arrange.shown(source)
    diagram = Diagram(source.records)
    outcome = f"opened, {len(source.records)} records, {len(source.notes)} notes"
    written = bpmn.write(source, diagram.records())
    assert source.repaired or written == data, "lost bytes"
    etree.fromstring(written, etree.XMLParser(huge_tree=True, resolve_entities=False))
    step = next((n for n in diagram.nodes() if n.kind == "task"), None)
    if step is not None:
        with diagram.transaction("Rename"):
            diagram.put(step.but(name="Renamed"))
        bpmn.write(source, diagram.records())
except bpmn.Unreadable as error:
    read = time.perf_counter() - begin
    outcome = f"refused: {error.what}"
used = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - empty) / 1024
whole = time.perf_counter() - begin
print(json.dumps({"outcome": outcome, "read": read, "whole": whole, "memory": used, "tried": tried}))
"""


def attack(name: str, scale: float, folder: Path) -> dict[str, object]:
    """Open one file in a child process; what came of it, with `failed` telling why when it did harm."""
    path = folder / "attack.bpmn"
    path.write_text(ATTACKS[name](scale), encoding="utf-8")
    size = path.stat().st_size
    begin = time.perf_counter()
    try:
        child = subprocess.run(
            [sys.executable, "-c", CHILD, str(path)], capture_output=True, text=True, timeout=6 * SECONDS, check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30)),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return {"name": name, "size": size, "failed": f"still busy after {time.perf_counter() - begin:.0f} s"}
    if child.returncode:
        lines = child.stderr.strip().splitlines() or [f"ended with {child.returncode}"]
        return {"name": name, "size": size, "failed": lines[-1][:200]}
    told = json.loads(child.stdout)
    failed = ""
    if told["tried"]:
        failed = f"tried {told['tried'][0]}"
    elif told["read"] > SECONDS or told["memory"] > MEMORY:
        failed = "took too much"
    return {"name": name, "size": size, **told, "failed": failed}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--only", help="the beginning of an attack's name")
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    names = [name for name in ATTACKS if name.startswith(wanted.only or "")]
    with tempfile.TemporaryDirectory() as folder:
        rows = [attack(name, wanted.scale, Path(folder)) for name in names]
    if wanted.json:
        print(json.dumps(rows, indent=1))
    else:
        print(f"{'attack':<22}{'MB':>7}{'read s':>8}{'all s':>8}{'MB used':>9}  what came of it")
        for row in rows:
            figures = "".join(
                f"{float(str(row.get(key, 'nan'))):>{width}.{digits}f}"
                for key, width, digits in (("read", 8, 2), ("whole", 8, 2), ("memory", 9, 0))
            )
            said = f"FAILED: {row['failed']}" if row["failed"] else row["outcome"]
            print(f"{row['name']:<22}{int(str(row['size'])) / 1e6:>7.1f}{figures}  {said}")
    return 1 if any(row["failed"] for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
