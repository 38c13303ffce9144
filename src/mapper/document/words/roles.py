"""How each role is spoken to: every sentence of a job description that differs from role to role.

The facts are docs/domain.md's, the words the project's own. A pair is a term that stands out, and what follows it.
"{processes}" is filled in with the processes, "{section}" with the number of the section on what the role holds. Only
the owner of a whole process reads that the process may be redesigned, and of the share of time.
"""

from __future__ import annotations

from dataclasses import dataclass

from mapper.text import N_


@dataclass(frozen=True, slots=True)
class Voice:
    """What the sections say to one sort of reader, and which sections there are (keys of `job.SECTIONS`), in order."""

    role: str
    purpose: tuple[str, ...]
    responsibilities: tuple[tuple[str, str], ...]
    goals: tuple[tuple[str, str], ...]
    required: tuple[str, ...]
    holdings: str
    signing: str
    signers: tuple[str, str]
    sections: tuple[str, ...]
    ideal: tuple[str, ...] = ()


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
            N_("The process delivers the results it is there for, and its KPIs in section {section} show it."),
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
        N_("Is found within the company"),
        N_("Has tried different functions of the trade"),
        N_("Knows more than one company from the inside"),
        N_("Leads without a title, and has ideas of their own"),
        N_("Is listened to by others"),
    ),
    holdings=N_("What the process owner owns"),
    signing=N_(
        "By signing, the process owner takes on the role as it is described here, and top management confirms the "
        "mandate and the time set aside for it."
    ),
    signers=(N_("Process owner"), N_("Top management")),
    sections=(
        "position",
        "purpose",
        "responsibilities",
        "goals",
        "required",
        "ideal",
        "time",
        "holdings",
        "functional",
        "manager",
        "risks",
        "development",
        "signatures",
    ),
)
"""For whoever owns a whole process: docs/domain.md's sections."""

PART = Voice(
    role=N_("Accountable for a part"),
    purpose=(
        N_(
            "Whoever holds this role answers for a part of {processes}: what is listed in section {section}, from what "
            "the part receives to what it hands over. The role exists so that nothing is lost on the way between one "
            "function and the next."
        ),
        N_(
            "The mandate is to see that the part works as agreed inside the frame that the process owner has set, to "
            "arrange the work in it from day to day, and to say so when the frame no longer fits. How the process is "
            "designed, and what its goals are, is for the process owner to decide."
        ),
    ),
    responsibilities=(
        (N_("Results."), N_("Sees to it that the part delivers what the next in line needs, complete and on time.")),
        (N_("Handoffs."), N_("Agrees with those before and after what is handed over, and in which state.")),
        (
            N_("Documentation."),
            N_("Keeps the descriptions of the steps in the part true, and has them verified at least once a year."),
        ),
        (
            N_("Improvement."),
            N_("Brings what goes wrong in the part, and ideas for doing it better, to the process owner’s meetings."),
        ),
    ),
    goals=(
        (
            N_("Results."),
            N_("The part contributes its share of what the process has promised its customer."),
        ),
        (N_("Documentation."), N_("What is written about the part matches how it is done now.")),
    ),
    required=(
        N_("Knows the work in the part, and those who do it."),
        N_("Understands who receives the work, and what they need."),
        N_("Can follow up with figures, and acts on them."),
        N_("Communicates well with those who come before and after in the process."),
    ),
    holdings=N_("What the role answers for"),
    signing=N_(
        "By signing, the holder of the role answers for the part as it is described here, and the process owner "
        "confirms the frame."
    ),
    signers=(N_("Accountable for a part"), N_("Process owner")),
    sections=(
        "position",
        "purpose",
        "responsibilities",
        "goals",
        "required",
        "time",
        "holdings",
        "development",
        "signatures",
    ),
)
"""For whoever owns lanes, sub-processes or steps of a process that is another's, or nobody's."""

MANAGER = Voice(
    role=N_("Process manager"),
    purpose=(
        N_(
            "The process manager runs {processes} from day to day: the work flows, teams pull together across "
            "functions, and problems are solved where they arise."
        ),
        N_(
            "The mandate is to run the process inside the frame that the process owner has set: on time, within budget "
            "and to the agreed quality. Inside it the process manager decides what comes first in the daily work. "
            "Changes to the design of the process and to its goals are put to the process owner."
        ),
    ),
    responsibilities=(
        (N_("Operation."), N_("Keeps the process running every day, and clears away what stops it.")),
        (
            N_("Figures."),
            N_("Follows throughput, cycle time and the other measures, and reports them to the process owner."),
        ),
        (
            N_("Bottlenecks."),
            N_("Finds where work piles up, and moves work or capacity together with the functional managers."),
        ),
        (
            N_("Coordination."),
            N_("Makes those who hold roles in the process act as one, whichever function they belong to."),
        ),
        (N_("Improvement."), N_("Gathers proposals from the daily work, tries them out, and puts them forward.")),
        (N_("Change."), N_("Helps people through changes of the process, until the new way is the usual one.")),
    ),
    goals=(
        (N_("Delivery."), N_("The process delivers on time, within budget and to the agreed quality.")),
        (N_("Stability."), N_("Deviations are seen early, and the same problem does not come back.")),
    ),
    required=(
        N_("Leads people whose superior is somebody else, and stays calm when it is busy."),
        N_("Communicates clearly with teams, functional managers and the process owner."),
        N_("Solves problems at their cause, and can analyse figures."),
        N_("Is trained in Lean, Six Sigma or business process management, or will be."),
    ),
    holdings=N_("What the process manager runs"),
    signing=N_(
        "By signing, the process manager takes on the daily running as it is described here, and the process owner "
        "confirms the frame."
    ),
    signers=(N_("Process manager"), N_("Process owner")),
    sections=(
        "position",
        "purpose",
        "responsibilities",
        "goals",
        "required",
        "time",
        "holdings",
        "rights",
        "development",
        "signatures",
    ),
)
"""For whoever a process names as its manager."""

ENGINEER = Voice(
    role=N_("Process engineer"),
    purpose=(
        N_(
            "The process engineer designs and describes {processes} the first time, prepares those who will work in "
            "it, and hands it over to the process owner."
        ),
        N_(
            "The mandate lasts until the handover. From then on the process owner decides, and the process engineer "
            "helps when asked."
        ),
    ),
    responsibilities=(
        (
            N_("Design."),
            N_("Works out with those involved how the process is to run, and answers the design sheet’s questions."),
        ),
        (N_("Documentation."), N_("Draws the map and writes the descriptions, so that others can work by them.")),
        (N_("Training."), N_("Sets up training for those who get roles in the process.")),
        (N_("Best practice."), N_("Finds out how similar processes are run elsewhere, and uses what fits.")),
        (N_("Handover."), N_("Hands the process over to its owner, by a checklist and on a set date.")),
    ),
    goals=(
        (
            N_("A process that works."),
            N_("The process can be run as it is drawn, and meets the customer’s and the company’s needs."),
        ),
        (
            N_("A clean handover."),
            N_("The process owner takes over a process that is described, trained and measured."),
        ),
    ),
    required=(
        N_("Can map processes, and draws them so that others understand them."),
        N_("Asks well and listens, and keeps sight of the whole among many details."),
        N_("Masters methods of improvement such as DMAIC, A3 and 5S."),
        N_("Can pass on what is new, in training and in writing."),
    ),
    holdings=N_("What the process engineer designs"),
    signing=N_(
        "By signing, the process engineer takes on the task as it is described here, and the process owner confirms it."
    ),
    signers=(N_("Process engineer"), N_("Process owner")),
    sections=(
        "position",
        "purpose",
        "responsibilities",
        "goals",
        "required",
        "time",
        "holdings",
        "design",
        "handover",
        "development",
        "signatures",
    ),
)
"""For whoever a process names as its engineer."""

PERFORMER = Voice(
    role=N_("Performer"),
    purpose=(
        N_(
            "The performer does steps of {processes}, and so helps the process to deliver what its customer expects. "
            "The role is filled well when each step is done as described, on time, and handed over in a state that "
            "the next in line can use at once."
        ),
        N_(
            "The mandate is to do the steps listed in section {section} as they are described, to ask for what is "
            "missing, and to propose improvements to the process owner. It does not include ownership of the process."
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
    holdings=N_("My part"),
    signing=N_("By signing, both confirm the role as it is described here."),
    signers=(N_("Performer"), N_("Functional manager")),
    sections=(
        "position",
        "purpose",
        "responsibilities",
        "goals",
        "required",
        "time",
        "holdings",
        "development",
        "signatures",
    ),
)
"""For whoever does steps, or is asked or told about them."""

VOICES = {"owner": OWNER, "part": PART, "manager": MANAGER, "engineer": ENGINEER, "performer": PERFORMER}
"""By role (`analysis.mandates.Role`)."""
