"""The process owner beside the functional manager and the process manager, the risks of the role, and development.

Sections 9 to 12 of the process owner's job description (docs/domain.md); the words are the project's own.
"""

from __future__ import annotations

from mapper.text import N_

SUBJECT = N_("Subject")
OWNER, FUNCTIONAL, MANAGER = N_("Process owner"), N_("Functional manager"), N_("Process manager")

FUNCTIONAL_INTRO = N_(
    "The two need each other: the functional manager has the people, the process owner has the way the work takes."
)
FUNCTIONAL_ROWS = (
    (
        N_("Leadership"),
        N_("Indirect: leads those who hold roles in the process by way of the process, without being their superior."),
        N_("Direct: is the superior of the people in one function."),
    ),
    (
        N_("Knowledge"),
        N_("Generalist: knows the customer, and spreads knowledge of the process to all who take part in it."),
        N_("Specialist: deepens the craft, and spreads it inside the function."),
    ),
    (
        N_("Improvement"),
        N_("Across functions, in regular improvement meetings of the process."),
        N_("Inside the function, day by day or week by week at a board."),
    ),
)

MANAGER_INTRO = N_(
    "The process owner sets the frame and the process manager fills it. Where the line runs between them differs from "
    "company to company; what holds here is in the decision rights below."
)
MANAGER_ROWS = (
    (
        N_("Responsibilities"),
        N_("Design, goals and results of the process as a whole."),
        N_("Daily running: on time, within budget and to the agreed quality."),
    ),
    (
        N_("Authority"),
        N_("May change the process, its goals and its interfaces."),
        N_("Decides what comes first, and adjusts the daily work inside the frame."),
    ),
    (
        N_("Accountability"),
        N_("To top management, for what the process achieves over the years."),
        N_("To the process owner, for what the process delivers from week to week."),
    ),
    (
        N_("Scope"),
        N_("One process from end to end, or a few that belong together."),
        N_("Often several processes at once, as far as their running goes."),
    ),
    (
        N_("Communication"),
        N_("Explains why the process is as it is, to those in it, to functional managers and to top management."),
        N_("Tells teams what the day demands, and the process owner what the figures show."),
    ),
    (
        N_("Skills"),
        N_("Understands the customer, sees the whole, masters the tools of improvement."),
        N_("Leads, solves problems, analyses figures; knows Lean, Six Sigma or process management."),
    ),
    (
        N_("Collaboration"),
        N_("With other process owners, functional managers and top management."),
        N_("With the teams and their leaders across functions."),
    ),
    (
        N_("Focus"),
        N_("Whether the right things are done, seen over a long time."),
        N_("Whether things are done right, today."),
    ),
    (
        N_("Typical activities"),
        N_("Improvement meetings, coaching, changes of the design, descriptions kept true."),
        N_("Follow-up on throughput and cycle time, bottlenecks, coordination, help through changes."),
    ),
)
RIGHTS_CAPTION = N_("Decision rights in {process}")
DECISION, WHO_DECIDES, SOURCE = N_("Decision"), N_("Who decides"), N_("Source")
RIGHTS_BOTH = N_("Both hold the same right: {decisions}. It should be agreed who decides when they disagree.")
RIGHTS_NOBODY = N_("Nobody holds the right to decide on: {decisions}.")

RISKS = (
    (
        N_("Conflict."),
        N_(
            "A process that everybody can see also shows where it halts. Functional managers may take that as "
            "criticism of their function. Figures are therefore shown to them first, and causes are sought in the "
            "process, not in people."
        ),
    ),
    (
        N_("Blind corners."),
        N_(
            "It is tempting to analyse only where there are data. What matters most may not be measured yet. The "
            "process owner therefore goes and sees, and asks those who do the work."
        ),
    ),
)

DEVELOPMENT_INTRO = N_("Agreed once a year; what is agreed is written down and followed up.")
DEVELOPMENT_ROWS = (
    (N_("Reflection."), N_("Looks back on what went well and what did not, alone and with other process owners.")),
    (N_("Harder problems."), N_("Takes on problems that reach further than the ones solved so far.")),
    (N_("Learning."), N_("Learns what the role needs next: a method, a system, a part of the business.")),
)
GOALS, COMPETENCES, QUALIFICATIONS = N_("Development goals"), N_("Competences"), N_("Qualifications")
