"""BPMN 2.0 files in and out, with nothing lost: what is not edited is written back byte for byte.

Read: `read(data)` gives a Source with records and notes. Write: `write(source, records)`. New: `fresh()`.
"""

from mapper.bpmn.errors import Note, Unreadable
from mapper.bpmn.fresh import fresh
from mapper.bpmn.patch import write
from mapper.bpmn.read import read
from mapper.bpmn.source import Source

__all__ = ["Note", "Source", "Unreadable", "fresh", "read", "write"]
