"""What a process carries: charter, design and management sheets, rights, neighbours, logs, and who signs."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.analysis import approval, blind_spots
from mapper.analysis.mandates import process_leader, process_owner
from mapper.document.blocks import Block, Facts, Signatures, Spans, Table, Text, plain, quiet
from mapper.document.sections import fields
from mapper.document.sections.context import Context, Topic, or_dash
from mapper.document.words import comparing as c
from mapper.document.words import job as w
from mapper.document.words import process as pw
from mapper.model import query
from mapper.model.details import CHARTER, DECISIONS, DESIGN, DETAILS, GENERAL, OWNERSHIP, PRIVACY, ROWS, key_of, rows
from mapper.model.details import fields as fields_of
from mapper.model.kinds import CONTAINER, DATA
from mapper.model.records import Node

_KEYS = tuple(
    row.key for row in fields_of(CONTAINER) if row.section in (GENERAL, OWNERSHIP, CHARTER) and row.type != ROWS
)
_DESIGN = tuple(row.key for row in DETAILS.values() if row.section == DESIGN)
_PRIVACY = tuple(row.key for row in DETAILS.values() if row.section == PRIVACY)


def charter(topic: Topic) -> Iterator[Block]:
    """The process's charter as facts."""
    yield from fields.process_facts(topic, topic.process, _KEYS)


def design(topic: Topic) -> Iterator[Block]:
    """The five questions of the process engineer with their answers."""
    rows = ((topic.t(DETAILS[key].label), _answer(topic, key)) for key in _DESIGN)
    yield Facts(tuple(rows))


def rights(context: Context, process: Node) -> Iterator[Block]:
    """Who decides what, and what that leaves unclear."""
    yield from fields.table(context, process, "decisions")
    said = {}
    for row in rows(process.details, "decisions"):
        said[key_of(row["decision"], DECISIONS) or row["decision"]] = fields.decider(context, row["who"])
    labels = dict(DECISIONS)
    for key, message in (("both", c.RIGHTS_BOTH), ("nobody", c.RIGHTS_NOBODY)):
        answer = fields.decider(context, key)
        found = [context.t(labels.get(name, "")) or name for name, who in said.items() if who == answer]
        if found:
            yield Text(plain(context.say(message, decisions=context.listed(found))), "warning")


def neighbours(topic: Topic) -> Iterator[Block]:
    """The processes that this one meets, by what was recorded and by the messages on the map."""
    if rows(topic.process.details, "interfaces"):
        yield from fields.table(topic, topic.process, "interfaces")
    found = []
    for handoff in blind_spots.handoffs(topic.diagram, topic.process):
        if handoff.flow.kind == "messageFlow":
            what = blind_spots.handed_over(topic.diagram, handoff.flow)
            found.append((plain(topic.name(handoff.source)), plain(topic.name(handoff.target)), or_dash(what)))
    if found:
        yield Table(topic.columns((pw.FROM, 4, ""), (pw.TO, 4, ""), (pw.WHAT, 4, "")), tuple(found))
    elif not rows(topic.process.details, "interfaces"):
        yield Text(quiet(topic.t(pw.NO_ROWS)), "quiet")


def privacy(topic: Topic) -> Iterator[Block]:
    """The personal data of each data object (GDPR, article 30); nothing where none is recorded."""
    for node in query.contents(topic.diagram, topic.process.id):
        if not isinstance(node, Node) or node.family != DATA:
            continue
        if found := fields.facts(topic, node, _PRIVACY):
            yield Facts(((topic.t(pw.DATA_OBJECT), plain(topic.name(node))), *found))


def handover(topic: Topic) -> Iterator[Block]:
    """When the engineer handed the process over, and by which checklist."""
    found = fields.facts(topic, topic.process, ("handoverDate",))
    if found:
        yield Facts(tuple(found))
    if rows(topic.process.details, "handover"):
        yield from fields.table(topic, topic.process, "handover")


def sign_off(topic: Topic) -> Iterator[Block]:
    """Whether this version was approved, by whom, which content; and the sentence that owner and manager sign."""
    yield _approval(topic)
    if rows(topic.process.details, "approvals"):
        yield from fields.table(topic, topic.process, "approvals")
    owner = process_owner(topic.diagram, topic.process)
    manager = process_leader(topic.diagram, topic.process, "manager")
    signers = ((topic.t(w.PROCESS_OWNER), _named(topic, owner)), (topic.t(w.PROCESS_MANAGER), _named(topic, manager)))
    labels = (topic.t(w.SIGNATURE), topic.t(w.SIGNED_NAME), topic.t(w.SIGNED_DATE))
    yield Signatures(signers, labels, plain(topic.t(pw.SIGNING)))


def _approval(topic: Topic) -> Text:
    state, last = approval.state(topic.diagram, topic.process), approval.approval(topic.process)
    if state == "draft" or last is None:
        said = topic.t(pw.NOT_APPROVED) if state == "draft" else topic.t(pw.APPROVED_BEFORE)
        return Text(plain(said), "warning" if state == "draft" else "body")
    named = pw.APPROVED if last["who"] else pw.APPROVED_BY_NOBODY
    message = named if state == "approved" else pw.NOT_AS_APPROVED
    told = {**last, "day": topic.day(last["date"])}
    return Text(plain(topic.say(message, **told)), "body" if state == "approved" else "warning")


def _answer(topic: Topic, key: str) -> Spans:
    return fields.value(topic, topic.process, DETAILS[key]) or quiet(topic.t(pw.NOT_RECORDED))


def _named(topic: Topic, party: Node | None) -> str:
    return topic.name(party) if party is not None and party.details.get("partyKind") == "person" else ""
