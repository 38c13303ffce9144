"""Pictures of maps: every shape is described once as marks, and Qt, SVG, PDF and PNG paint the same marks.

`shape` draws one record, `map_marks` a whole diagram. The painters are modules of their own in
`draw.painters`, so that nobody loads Qt or reportlab who does not paint with them.
"""

from mapper.draw.look import Look
from mapper.draw.maps import map_marks, owner_tints
from mapper.draw.shapes import body, label, shape
from mapper.draw.shapes.common import initials

__all__ = ["Look", "body", "initials", "label", "map_marks", "owner_tints", "shape"]
