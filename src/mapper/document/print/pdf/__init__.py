"""A document as PDF: reportlab's page layout with the bundled font, one accent colour and the grid of `style`."""

from mapper.document.print.pdf.printer import render

__all__ = ["render"]
