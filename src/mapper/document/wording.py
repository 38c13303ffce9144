"""Every sentence of a job description, in one place, so that it can be proofread as one text.

The facts behind the sentences are DOMAIN.md’s, sections 1 to 8 and 13; the words are the project’s own. "{processes}"
and the like are filled in by `job_description`. A pair is a term that stands out, and what follows it.
"""

from __future__ import annotations

from dataclasses import dataclass

from mapper.text import N_


@dataclass(frozen=True, slots=True)
class Voice:
    """What sections 2 to 6, 8 and 9 say to one sort of reader."""

    role: str
    purpose: tuple[str, ...]
    responsibilities: tuple[tuple[str, str], ...]
    goals: tuple[tuple[str, str], ...]
    required: tuple[str, ...]
    ideal: tuple[str, ...]
    holdings: str
    signing: str
    signers: tuple[str, str]


_MANDATE = (
    N_(
        "The mandate covers the design of the process, its goals and its performance. The process owner may redesign "
        "the process, sets its goals, and speaks for it wherever it meets other processes and functions. Those who "
        "hold roles in the process are led through the process, not through the organisation chart: staffing and "
        "day-to-day leadership stay with their functional managers."
    ),
    N_(
        "The role looks far ahead. What counts is that the process serves its customer better year by year, "
        "not only that today’s cases are closed."
    ),
)

OWNER = Voice(
    role=N_("Process owner"),
    purpose=(
        N_(
            "The process owner is accountable for the whole of {processes}: from the event that sets the work going "
            "until the result is in the customer’s hands, whichever functions the work passes through on its way. "
            "The role exists so that somebody looks after the whole while each function looks after its part."
        ),
        *_MANDATE,
    ),
    responsibilities=(
        (
            N_("Direction."),
            N_("Keeps the process in line with the company’s strategy, and adjusts it when the strategy changes."),
        ),
        (
            N_("Improvement."),
            N_(
                "Learns how others do it best, inside and outside the company, and turns what is worth using into "
                "steady improvement of the process."
            ),
        ),
        (
            N_("Performance."),
            N_("Follows how the process performs, acts on deviations, and reports good and poor figures alike."),
        ),
        (
            N_("Communication."),
            N_(
                "Makes the process and its activities known to everyone who holds a role in it, and to their "
                "functional managers, so that each knows what is expected and why."
            ),
        ),
    ),
    goals=(
        (
            N_("Process performance."),
            N_("The process delivers the results it is there for, and its KPIs in section 8 show it."),
        ),
        (
            N_("Process documentation."),
            N_(
                "Diagrams and work descriptions always match how the work is done now. "
                "Whoever follows them does it right."
            ),
        ),
    ),
    required=(
        N_("Understands the target customer very well: what the customer needs, values and will not accept."),
        N_("Is a generalist rather than a specialist, and sees how the functions depend on each other."),
        N_("Can use the tools of improvement in practice: process mapping, DMAIC, A3 and 5S."),
        N_("Communicates well and is good with people at every level."),
    ),
    ideal=(
        N_("Comes from within the company"),
        N_("Has worked in several functions of the industry"),
        N_("Has worked in several companies"),
        N_("Is an informal leader with ideas"),
        N_("Is respected by others"),
    ),
    holdings=N_("What the process owner owns"),
    signing=N_(
        "By signing, the process owner takes on the role as it is described here, and top management confirms the "
        "mandate and the time set aside for it."
    ),
    signers=(N_("Process owner"), N_("Top management")),
)
"""For whoever owns a whole process."""

PART_PURPOSE = (
    N_(
        "The process owner is accountable for a part of {processes}: the lanes and steps listed in section 8, from "
        "what they receive to what they hand over. The role exists so that nothing is lost on the way between one "
        "function and the next."
    ),
    *_MANDATE,
)
"""The purpose, for the owner of lanes or steps but of no whole process."""

PERFORMER = Voice(
    role=N_("Performer"),
    purpose=(
        N_(
            "The performer does steps of {processes}, and so helps the process to deliver what its customer expects. "
            "The role is filled well when each step is done as described, on time, and handed over in a state that "
            "the next in line can use at once."
        ),
        N_(
            "The mandate is to do the steps listed in section 8 as they are described, to ask for what is missing, "
            "and to propose improvements to the process owner. It does not include ownership of the process."
        ),
    ),
    responsibilities=(
        (N_("Work."), N_("Does the steps as the work descriptions say, to the quality the next in line needs.")),
        (N_("Handoffs."), N_("Hands work over complete and on time, and says so when something received is missing.")),
        (N_("Knowledge."), N_("Knows where the role fits in the whole, and keeps up with changes to the process.")),
        (N_("Improvement."), N_("Points out what can be done better, and takes part in improving it.")),
    ),
    goals=(
        (N_("Results."), N_("The steps contribute what the process has promised its customer.")),
        (
            N_("Documentation."),
            N_("The descriptions of the steps match how they are done now; differences are told to the process owner."),
        ),
    ),
    required=(
        N_("Knows the steps, and the systems used in them."),
        N_("Understands who receives the work, and what they need."),
        N_("Works accurately and keeps agreements."),
        N_("Communicates well with those who come before and after in the process."),
    ),
    ideal=(
        N_("Has done similar work before"),
        N_("Knows the neighbouring functions"),
        N_("Takes the initiative to improve"),
        N_("Is trusted by colleagues"),
    ),
    holdings=N_("Part in the processes"),
    signing=N_("By signing, both confirm the role as it is described here."),
    signers=(N_("Performer"), N_("Functional manager")),
)
"""For whoever takes part without owning anything."""

KIND = N_("Job description")
SECTIONS = (
    ("position", N_("The position")),
    ("purpose", N_("Purpose and mandate")),
    ("responsibilities", N_("Responsibilities")),
    ("goals", N_("Goals")),
    ("required", N_("What the role requires")),
    ("ideal", N_("The ideal candidate")),
    ("time", N_("Working time")),
    ("holdings", ""),
    ("signatures", N_("Signatures")),
)
"""Anchors and titles of the sections in printed order; the eighth takes its title from the voice."""

# Head
TITLE, NAME, ROLE, UNIT, HELD_AS = N_("Title"), N_("Name"), N_("Role"), N_("Unit"), N_("Role on the map")
PROCESS, PROCESSES = N_("Process"), N_("Processes")
DEPARTMENT, REPORTS_TO, VERSION, DATE = N_("Department"), N_("Reports to"), N_("Version"), N_("Date")
NOT_RECORDED = N_("not recorded")
TO_FILL_IN = N_("to be filled in")
UNNAMED_PROCESS = N_("Unnamed process")
THE_PROCESS = N_("the process")

# Foot
FOOT_VERSION, FOOT_CODE = N_("Version {version}"), N_("Content code {code}")
PAGE = N_("Page {page} of {pages}")

# The ideal candidate
IDEAL_INTRO = N_(
    "Filled in together at the appointment, and once a year after that. What is not met is a subject for development "
    "and in itself no refusal."
)
CRITERION, MET, PARTLY, NOT_MET, REMARKS = (
    N_("Criterion"), N_("Met"), N_("Partly"), N_("Not met"), N_("Remarks"),
)  # fmt: skip

# Time
TIME_ALL = N_(
    "The role of process owner takes {role} percentage points of total working time: "
    "{improvement} percentage points of total working time for process improvement and "
    "{documentation} percentage points of total working time for documentation. "
    "Every share is counted from the whole working week, never from another share."
)
TIME_MEANING = (
    (
        N_("Process improvement"),
        N_("means facilitating improvement and communicating the process to those who hold roles in it."),
    ),
    (
        N_("Documentation"),
        N_("means keeping and improving the work descriptions in use, and their links to systems."),
    ),
)
TIME_NONE = N_(
    "The working week is {hours} hours. No part of it is set aside for process ownership, because the role owns "
    "nothing on the map."
)
USE, POINTS, WEEKLY, YEARLY = (
    N_("Working time"), N_("Percentage points of total working time"), N_("Hours a week"), N_("Hours a year"),
)  # fmt: skip
IMPROVEMENT, DOCUMENTATION, ROLE_SUM, OTHER, ALL = (
    N_("Process improvement"), N_("Documentation"), N_("Process owner role in all"), N_("Other work"),
    N_("Total working time"),
)  # fmt: skip
TIME_BASIS = N_("Based on {hours} hours a week and {weeks} working weeks a year.")
TIME_CHART = N_("The working week of {hours} hours")
BAR_FIGURES = N_("{points} points · {hours} h")
BAR_ROLE = N_("Process owner role: {points} points · {hours} h a week")
BAR_WHOLE = N_("100 points · {hours} h")
OVERLOAD = N_(
    "Overload: the role takes {points} percentage points of total working time, {over} more than there are. "
    "Fewer processes, or a smaller share, should be agreed before this is signed."
)
UNEQUAL = N_(
    "The parts do not add up: improvement and documentation come to {sum} percentage points, the role to {role}. "
    "The figures should be corrected before this is signed."
)
SHARING = N_(
    "The role covers {count} processes. They share the {role} percentage points equally; each one’s share is stated "
    "in percentage points of total working time."
)

# What is owned
OWNS_NOTHING = N_(
    "{name} owns no process, lane or step on the map. Listed here is the part that {name} takes in steps owned by "
    "others."
)
OWNS_NOTHING_NO_PART = N_(
    "{name} owns no process, lane or step on the map, and no step names {name} as performer, consulted or informed."
)
COMPILED = N_(
    "Compiled from the map, so that it always says the same as the map. Numbers of steps are the same throughout "
    "this section."
)
SUB_PROCESSES, SUB_MAP, SUB_STEPS = N_("Processes"), N_("Map"), N_("Steps")
SUB_PARTS = N_("Part in steps owned by others")
SUB_KPIS, SUB_HANDOFFS, SUB_SYSTEMS = N_("KPIs"), N_("Handoffs"), N_("Systems")
SUB_PEOPLE = N_("People with roles in the process")
OWNS, OWNS_WHOLE, OWNS_PART, OWNS_NONE = (
    N_("Ownership"), N_("The whole process"), N_("Lanes and steps of the process"),
    N_("None; takes part in the process"),
)  # fmt: skip
OWNS_LANES = N_("Lanes owned")
NO_CHARTER = N_("No charter has been recorded for this process yet.")
NO_STEPS = N_("No steps are owned on the map yet.")
NO_KPIS = N_("No KPIs have been recorded yet. Agreeing on a few is a good first task for the role.")
NO_KPIS_PART = N_("No KPIs have been recorded for the process yet.")
NO_HANDOFFS = N_("The map shows no handoffs to or from these steps.")
NO_SYSTEMS = N_("No systems have been recorded for these steps yet.")
NO_PEOPLE = N_("Nobody else has been given a role in these steps yet.")
NO_PICTURE = N_("The steps are not drawn on a diagram, so there is no picture to show.")

NUMBER, STEP, LANE, STEP_OWNER, PART, PERFORMERS, TIMES, SYSTEMS = (
    N_("No."), N_("Step"), N_("Lane"), N_("Owner"), N_("Part"), N_("Performers"), N_("Processing + waiting"),
    N_("Systems"),
)  # fmt: skip
BY_STEP, BY_LANE, BY_SUBPROCESS, BY_PROCESS, NO_OWNER = (
    N_("named on the step"), N_("from the lane"), N_("from the sub-process"),
    N_("from the process"), N_("nobody yet"),
)  # fmt: skip
PART_RESPONSIBLE, PART_CONSULTED, PART_INFORMED = N_("Performer"), N_("Consulted"), N_("Informed")
MINUTES, HOURS = N_("{value} min"), N_("{value} h")

KPI, KPI_UNIT, KPI_TARGET, KPI_ACTUAL = N_("KPI"), N_("Unit"), N_("Target"), N_("Actual")
DIRECTION, FROM, TO, HANDED = N_("Direction"), N_("From"), N_("To"), N_("What is handed over")
WAYS = {"in": N_("In"), "out": N_("Out"), "within": N_("Within")}
NOT_NAMED = N_("not named on the map")
SYSTEM, LINK, USED_IN = N_("System"), N_("Link"), N_("Used in steps")
PERSON, FUNCTION, ACCOUNTABLE, PERFORMS, CONSULTED, INFORMED = (
    N_("Person or role"), N_("Role in the process"), N_("Accountable"), N_("Performs"), N_("Consulted"),
    N_("Informed"),
)  # fmt: skip
PROCESS_OWNER, PROCESS_MANAGER, PROCESS_ENGINEER = N_("Process owner"), N_("Process manager"), N_("Process engineer")
RACI_CAPTION = N_("Figures are the numbers of steps.")

# Pictures
MAP_CAPTION = N_("{map}. The steps of this job description stand out.")
OVERVIEW_CAPTION = N_(
    "{map}, overview. The numbers are those of the steps. It is shown enlarged at the end of the document."
)
ENLARGED_CAPTION = N_("{map}, enlarged")
CELL_CAPTION = N_("Part {part}")
PART_CAPTION = N_("{map}, part {part} of {parts}")
TOO_LARGE_CAPTION = N_(
    "{map}, overview. The numbers are those of the steps. The map is too large to be shown readably here."
)

# Signatures
SIGNATURE, SIGNED_NAME, SIGNED_DATE = N_("Signature"), N_("Name"), N_("Date")
