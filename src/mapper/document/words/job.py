"""Titles, labels and the sentences of a job description that are the same for every role (the rest is in `roles`)."""

from __future__ import annotations

from mapper.text import N_

KIND = N_("Job description")
SECTIONS = {
    "position": N_("The position"),
    "purpose": N_("Purpose and mandate"),
    "responsibilities": N_("Responsibilities"),
    "goals": N_("Goals"),
    "required": N_("What the role requires"),
    "ideal": N_("The ideal candidate"),
    "time": N_("Working time"),
    "holdings": "",
    "functional": N_("Process owner beside functional manager"),
    "manager": N_("Process owner beside process manager"),
    "rights": N_("Decision rights"),
    "design": N_("Design sheet"),
    "handover": N_("Handover to the process owner"),
    "risks": N_("Risks of the role"),
    "development": N_("Development"),
    "signatures": N_("Signatures"),
}
"""Titles by key; the section on what the role holds takes its title from the voice."""
HOLDINGS = N_("What the role holds")
"""What that section is called where it is chosen."""

# Chapters
SEVERAL = N_("{name} holds several roles. Each has a chapter of its own: {roles}.")

# Head
TITLE, NAME, ROLE, UNIT, HELD_AS = N_("Title"), N_("Name"), N_("Role"), N_("Unit"), N_("Role on the map")
PROCESS, PROCESSES = N_("Process"), N_("Processes")
HOLDS_ROLES = N_("Holds the roles")
SINCE, UNTIL = N_("from {day}"), N_("until {day}")
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
TIME_GIVEN = N_(
    "{role} percentage points of total working time have been set aside for this role: "
    "{improvement} percentage points of total working time for process improvement and "
    "{documentation} percentage points of total working time for documentation. "
    "Every share is counted from the whole working week, never from another share."
)
USE, POINTS, WEEKLY, YEARLY = (
    N_("Working time"), N_("Percentage points of total working time"), N_("Hours a week"), N_("Hours a year"),
)  # fmt: skip
IMPROVEMENT, DOCUMENTATION, ROLE_SUM, OTHER, ALL = (
    N_("Process improvement"), N_("Documentation"), N_("Process owner role in all"), N_("Other work"),
    N_("Total working time"),
)  # fmt: skip
GIVEN_SUM = N_("This role in all")
TIME_BASIS = N_("Based on {hours} hours a week and {weeks} working weeks a year.")
TIME_CHART = N_("The working week of {hours} hours")
BAR_FIGURES = N_("{points} percentage points · {hours} h")
BAR_ROLE = N_("Process owner role: {points} percentage points · {hours} h a week")
BAR_GIVEN = N_("This role: {points} percentage points · {hours} h a week")
BAR_WHOLE = N_("100 percentage points · {hours} h")
OVERLOAD = N_(
    "Overload: the role takes {points} percentage points of total working time, {over} more than there are. "
    "Fewer processes, or a smaller share, should be agreed before this is signed."
)
UNEQUAL = N_(
    "The parts do not add up: improvement and documentation come to {sum} percentage points, the role to {role}. "
    "The figures should be corrected before this is signed."
)
SHARING = N_(
    "The role covers {count} processes, which share the {role} percentage points by their weight; each one’s share is "
    "stated in percentage points of total working time."
)

# What is owned
HOLDS_NOTHING = N_(
    "{name} owns no process, lane or step on the map, and no step names {name} as performer, consulted or informed."
)
COMPILED = N_(
    "Compiled from the map, so that it always says the same as the map. A step has the same number here as on the map."
)
SUB_PROCESSES, SUB_MAP, SUB_STEPS = N_("Processes"), N_("Map"), N_("Steps")
SUB_PARTS = N_("Part in steps of others")
SUB_EXCHANGED = N_("Inputs and outputs")
INPUTS, OUTPUTS, INSTRUCTION = N_("Inputs"), N_("Outputs"), N_("Work instruction")
SUB_KPIS, SUB_HANDOFFS, SUB_SYSTEMS = N_("KPIs"), N_("Handoffs"), N_("Systems")
SUB_PEOPLE = N_("People with roles in the process")
OWNS_LANES, OWNS_SUBS = N_("Lanes"), N_("Sub-processes")
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
    "{map}, overview. The numbers are those of the steps. Each framed part is shown enlarged on a page of its own."
)
CELL_CAPTION = N_("Part {part}")
PART_CAPTION = N_("{map}, part {part} of {parts}")
GOES_CAPTION = N_("{what}, page {page}")

# Signatures
SIGNATURE, SIGNED_NAME, SIGNED_DATE = N_("Signature"), N_("Name"), N_("Date")

# Signed before
SIGNED = N_("Signed on {day} by {who}, content code {code}. Nothing printed here has changed since.")
OUTDATED = N_(
    "Out of date: this job description was signed on {day} by {who} with content code {code}, and what it says has "
    "changed since. It is to be signed again."
)
SIGNED_BRIEF = N_("Job description signed on {day} by {who}, content code {code}.")
OUTDATED_BRIEF = N_("The job description signed on {day} by {who} is out of date.")
