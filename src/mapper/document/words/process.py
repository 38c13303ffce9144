"""Titles, labels and sentences of the documents about a process."""

from __future__ import annotations

from mapper.text import N_

# Kinds of documents
PACK, PROCEDURE, VERIFY, RACI_SHEET, HANDOFF_SHEET, AGENDA = (
    N_("Documentation pack"), N_("Procedure"), N_("Verify sheet"), N_("RACI sheet"), N_("Handoff sheet"),
    N_("Agenda of the improvement meeting"),
)  # fmt: skip
MY_PART, BESIDE_FUNCTIONAL, BESIDE_MANAGER, JOB = (
    N_("My part"), N_("Process owner beside functional manager"), N_("Process owner beside process manager"),
    N_("Job description"),
)  # fmt: skip
ABOUT = {
    "party": N_("a person, role or unit (--for NAME)"),
    "process": N_("a process (--for NAME), else all"),
    "part": N_("a lane, person, role or unit (--for NAME)"),
    "diagram": N_("a diagram (--for NAME), else all"),
}
"""What a kind of document is about, as the list of documents says it."""

# Sections
CHARTER, DESIGN, MAP, STEPS, STEP_SHEETS, DECISIONS, RACI, HANDOFFS = (
    N_("Charter"), N_("Design sheet"), N_("Map"), N_("Steps"), N_("Each step"), N_("The way through"), N_("RACI"),
    N_("Handoffs"),
)  # fmt: skip
KPIS, MANAGEMENT, RIGHTS, ROLES, SYSTEMS, TERMS, NEIGHBOURS = (
    N_("KPIs"), N_("Management sheet"), N_("Decision rights"), N_("Roles and job descriptions"), N_("Systems"),
    N_("Terms"), N_("Neighbouring processes"),
)  # fmt: skip
CHANGES, TODO, ACTIONS, OBSERVATIONS, HANDOVER, SIGN_OFF, PRIVACY, BLIND_SPOTS = (
    N_("Change log"), N_("To do"), N_("Improvement actions"), N_("Observations of the owner as coach"),
    N_("Handover from engineer to owner"), N_("Sign-off"), N_("Personal data"), N_("Blind spots"),
)  # fmt: skip
CONTENTS, PROCESSES = N_("Contents"), N_("Processes")

# Cover
COVER = N_("The processes, their owners and managers")
DRAFT = N_("Draft")
PACK_FOR = N_("{count} processes")

# Cells
PROCESS, OWNER, MANAGER, ENGINEER, STATUS, VERSION, REVIEW = (
    N_("Process"), N_("Owner"), N_("Manager"), N_("Engineer"), N_("Status"), N_("Version"), N_("Next review"),
)  # fmt: skip
NO, STEP, LANE, PERFORMERS, TIMES, SYSTEM, LINK, USED_IN = (
    N_("No."), N_("Step"), N_("Lane"), N_("Performers"), N_("Processing + waiting"), N_("System"), N_("Link"),
    N_("Used in steps"),
)  # fmt: skip
NOBODY, NOT_RECORDED, NOT_NAMED = N_("nobody yet"), N_("not recorded"), N_("not named on the map")
FROM, TO, WHAT, FOLLOWS = N_("From"), N_("To"), N_("What is handed over"), N_("What is done")
CHOICE, PARALLEL, BRANCH, GO_ON, EVENT, WHEN, END = (
    N_("Choice: {what}"), N_("At the same time: {what}"), N_("{answer}:"), N_("Go on with {what}."),
    N_("Event: {what}"), N_("Starts: {what}"), N_("Ends: {what}"),
)  # fmt: skip
CHOICE_AFTER = N_("the choice after “{step}”")
UNNAMED_CHOICE, OTHERWISE = N_("which way?"), N_("Else")
WHO = N_("Who")
RACI_CAPTION = N_(
    "R: responsible, does the step. A: accountable, owns it. C: is consulted. I: is informed. Owners inherited from "
    "lane or process count."
)
EXCHANGES_CAPTION = N_("Numbers of handoffs from the lane on the left to the lane above.")
KPI, UNIT, TARGET, ACTUAL, DATE, MET, TREND = (
    N_("KPI"), N_("Unit"), N_("Target"), N_("Actual"), N_("Date"), N_("Met?"), N_("Trend"),
)  # fmt: skip
YES, NO_ANSWER, HIGHER, LOWER = N_("met"), N_("not met"), N_("at least {target}"), N_("at most {target}")
PARTY, TITLE, HOLDS, HELD_BY, CONTACT = (
    N_("Person or role"), N_("Title and department"), N_("Role in the process"), N_("Held by"), N_("Contact"),
)  # fmt: skip
JOB_NOTE = N_(
    "Each role is described in brief below. The full job description, to be signed, is a document of its own: “mapper "
    "job-description”, or Documents in the window."
)
OF_STEPS = N_("steps {numbers}")
ITEM, WHERE, WHO_NAMED = N_("What"), N_("Where"), N_("Who")
DATA_OBJECT = N_("Data object")

# What is left open: a sentence each
FINDINGS = {
    "unused": N_("No step uses the output “{what}”."),
    "unmade": N_("No step makes the input “{what}”."),
    "unreceived": N_("Nobody is named who receives “{what}”."),
    "unanswered": N_("The contact “{what}” has no follow-up."),
    "unowned": N_("Nobody owns the step."),
    "unperformed": N_("Nobody is named who does the step."),
    "unnamed": N_("It is not said what is handed over."),
    "unmeasured": N_("No KPI has been recorded."),
    "overdue": N_("The review is overdue."),
    "unverified": N_("The step has not been verified for a year."),
    "unapproved": N_("This version has not been approved."),
}
SOMETHING = N_("something without a name")
NO_SPOTS = N_("None can be seen on the map.")
NOTHING_TO_DO = N_("Nothing is left open.")
NO_ROWS = N_("Nothing has been recorded yet.")
NO_KPIS = N_("No KPIs have been recorded yet.")
NO_HANDOFFS = N_("The map shows no handoffs between lanes or pools.")

# Sheets
VERIFY_INTRO = N_(
    "{name} reads each step and says whether it is still done so. What is no longer true is put right on the map, not "
    "only here."
)
DESCRIPTION, STILL_TRUE, REMARK = N_("Description"), N_("Still true"), N_("Remark")
VERIFY_SIGNING = N_("By signing, the steps above are confirmed as they are described, with the remarks made.")
VERIFIER = N_("Verified by")
NO_STEPS_FOR = N_("The map names no steps for {name}.")
AGENDA_INTRO = N_("For the meeting of {process}: {cadence}.")
AGENDA_PLAIN = N_("For the meeting of {process}.")
AGENDA_ITEMS = (
    N_("How the figures stand, and which of them call for action"),
    N_("What became of the actions agreed"),
    N_("What is left open in the documentation"),
    N_("What the owner has observed as coach"),
    N_("Proposals from those who hold roles in the process"),
    N_("New actions: what, who, when"),
)
POINTS = N_("Points")
NEW_ACTIONS = N_("New actions")
SIGNING = N_(
    "By signing, the owner and the manager of the process confirm that this pack describes how the work is done now."
)
APPROVED = N_("Version {version} was approved on {day} by {who}, content code {code}.")
APPROVED_BY_NOBODY = N_("Version {version} was approved on {day}, content code {code}; it is not said by whom.")
APPROVED_BEFORE = N_("The process is approved; by whom, and which content, was not kept.")
NOT_APPROVED = N_("This version has not been approved.")
NOT_AS_APPROVED = N_(
    "What is printed here is not what was approved: another program changed the file after version {version} was "
    "approved on {day} with content code {code}. It is to be approved again."
)
PROCEDURE_INTRO = N_(
    "The steps in the order in which they are done. A choice is followed by its branches; a step has the same number "
    "here as on the map."
)
MAP_CAPTION = N_("{map}. The numbers are those of the steps.")
PART_INTRO = N_("What the work of {name} is, from whom it is received and to whom it is handed, in {processes}.")
"""About a lane, a person, a role or a unit."""
