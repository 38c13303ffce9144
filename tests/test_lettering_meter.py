"""The meter of names, `benchmarks/lettering.py`, finds what is cut or missing in each kind of picture."""

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

pytest.importorskip("PySide6.QtSvg")
sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))
import lettering

MAP = """<?xml version="1.0" encoding="UTF-8"?>
<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI"
 xmlns:c="http://www.omg.org/spec/DD/20100524/DC" id="defs" targetNamespace="urn:x">
<b:process id="p"><b:task id="a" name="Check the order"/><b:endEvent id="e" name="Order delivered"/></b:process>
<d:BPMNDiagram id="dia"><d:BPMNPlane id="plane" bpmnElement="p">
<d:BPMNShape id="sa" bpmnElement="a"><c:Bounds x="0" y="0" width="100" height="80"/></d:BPMNShape>
<d:BPMNShape id="se" bpmnElement="e"><c:Bounds x="150" y="22" width="36" height="36"/></d:BPMNShape>
</d:BPMNPlane></d:BPMNDiagram></b:definitions>"""

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = tmp_path / "map.bpmn"
    path.write_text(MAP, "utf-8")
    return path


def faults(file: Path) -> dict[str, set[str]]:
    """Kinds of faults by the id of the step."""
    return {name.id: {fault.partition(":")[0] for fault in name.faults} for name in lettering.names(file)}


def test_whole_names_have_no_faults(file: Path) -> None:
    assert faults(file) == {"a": set(), "e": set()}


def test_a_name_that_is_cut_in_the_svg_is_found(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = lettering.svg.render
    monkeypatch.setattr(lettering.svg, "render", lambda *a, **k: real(*a, **k).replace(b"order<", "ord…<".encode()))

    assert "svg" in faults(file)["a"]


def test_a_line_that_the_png_lacks_is_found(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = lettering.png.render

    def without_the_event(*a: Any, **k: Any) -> bytes:
        picture = Image.open(BytesIO(real(*a, **k))).convert("RGB")
        picture.paste("white", (2 * 130, 0, picture.width, picture.height))
        target = BytesIO()
        picture.save(target, "PNG")
        return target.getvalue()

    monkeypatch.setattr(lettering.png, "render", without_the_event)

    assert faults(file) == {"a": set(), "e": {"png"}}


def test_a_line_that_the_pdf_lacks_is_found(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = lettering.printed
    monkeypatch.setattr(lettering, "printed", lambda document: (n for n in real(document) if "delivered" not in n))

    assert faults(file) == {"a": set(), "e": {"pdf"}}


def test_what_cannot_be_opened_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "no.bpmn").write_bytes(b"no map")

    assert list(lettering.names(tmp_path / "no.bpmn")) == []
