"""Laying flows around shapes that stand fixed, so that they heed shapes, labels and each other.

After M. Wybrow, K. Marriott, P. J. Stuckey: Orthogonal Connector Routing (Graph Drawing 2009, LNCS 5849): candidate
lines beside shapes (`scene.grid`), a cheapest route along them by A* with prices for bends, crossings and shared lines
(`search`), and lines in one channel set apart at the end (`channels`).
"""
