"""Laying many flows at once around shapes that stand fixed, so that they heed shapes, labels and each other.

After M. Wybrow, K. Marriott, P. J. Stuckey: Orthogonal Connector Routing (Graph Drawing 2009, LNCS 5849): candidate
lines beside shapes (`grid`), a cheapest way along them by A* with prices for bends, crossings and shared lines
(`search`, `traffic`), and lines in one channel set apart at the end (`nudge`). What stands on the map is read into
plain figures first (`scene`), labels come last (`labels`).
"""
