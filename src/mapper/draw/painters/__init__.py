"""Marks on SVG, PDF, PNG and Qt: each painter a module of its own, so that nobody loads what he does not paint with."""
