"""Mapper: an offline process-mapping editor whose file is BPMN 2.0."""

__version__ = "0.1.0"
