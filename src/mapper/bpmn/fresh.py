"""A new map: the smallest valid BPMN file, with one collaboration and one diagram to draw it on."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from mapper import __version__
from mapper.bpmn.file.names import BPMNDI, DC, DI, MAPPER, MODEL, XSI
from mapper.bpmn.file.source import Source
from mapper.bpmn.reading.document import read

_FILE = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="{model}" xmlns:bpmndi="{bpmndi}" xmlns:dc="{dc}" xmlns:di="{di}" xmlns:xsi="{xsi}" \
xmlns:mapper="{mapper}" id="Definitions"{name} targetNamespace="{mapper}" exporter="Mapper" \
exporterVersion="{version}"{language}>
  <bpmn:collaboration id="Collaboration"{name}/>
  <bpmndi:BPMNDiagram id="Diagram"{name}>
    <bpmndi:BPMNPlane id="Plane" bpmnElement="Collaboration"/>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
"""


def fresh(name: str = "", language: str = "en") -> Source:
    """An empty map to draw on. `language` is the language its texts will be in."""
    text = _FILE.format(
        model=MODEL, bpmndi=BPMNDI, dc=DC, di=DI, xsi=XSI, mapper=MAPPER, version=__version__,
        name=f" name={quoteattr(name)}" if name else "", language=f" xml:lang={quoteattr(language)}",
    )  # fmt: skip
    return read(text.encode("utf-8"))
