"""Pictures of maps: every shape is described once as marks, and Qt, SVG, PDF and PNG paint the same marks.

`shapes.shape` draws one record, `pictures.maps.map_marks` a whole diagram. The painters are modules of their own in
`painters`, so that nobody loads Qt or reportlab who does not paint with them.
"""
