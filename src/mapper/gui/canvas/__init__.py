"""The drawing area: shows one diagram of a map and turns mouse and keys into the edit verbs.

Whoever embeds it needs `Canvas` and nothing else of this package.
"""

from mapper.gui.canvas.view import Canvas

__all__ = ["Canvas"]
