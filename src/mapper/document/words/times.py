"""Sentences about what a process takes from start to end."""

from __future__ import annotations

from mapper.text import N_

TIMES = N_("Flow and times")
INTRO = N_(
    "From the start to the end, over the steps as they follow each other. On average: by the probabilities of the "
    "branches, and with rework; where none is given, the branches of a choice are taken equally often. A day is 24 "
    "hours."
)
NO_TIMES = N_("No step says how long it takes yet, so nothing can be added up.")
PATH, PROCESSING, WAITING, WHOLE = N_("Path"), N_("Processing"), N_("Waiting"), N_("From start to end")
PROCESSING_H, WAITING_H, WHOLE_H = N_("Processing (hours)"), N_("Waiting (hours)"), N_("From start to end (hours)")
PROCESSING_M, WAITING_M, WHOLE_M = (
    N_("Processing (minutes)"), N_("Waiting (minutes)"), N_("From start to end (minutes)"),
)  # fmt: skip
SHORTEST, EXPECTED, LONGEST = N_("Shortest"), N_("On average"), N_("Longest")
SILENT = N_("Counted as nothing, for no time is recorded: {steps}.")
CRITICAL = N_("Critical path")
CRITICAL_INTRO = N_(
    "The longest way through. What becomes quicker here makes the whole quicker; elsewhere it does not."
)
NO, STEP, LANE, OWNER, WHO = N_("No."), N_("Step"), N_("Lane"), N_("Owner"), N_("Who")
REWORK = N_("Rework")
AGAIN, CHANCE, ROUND, ADDED = N_("Done again"), N_("How often"), N_("One more round"), N_("Adds on average")
UNOWNED = N_("Nobody owns: {steps}.")
UNREACHED = N_("No path from a start leads to: {steps}.")
