"""Sheets to work with: what is still true, and what the improvement meeting is to talk about."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.analysis.mandates import Step, one_line
from mapper.document.blocks import Block, Bullets, Signatures, Table, Text, plain
from mapper.document.sections import fields
from mapper.document.sections.context import BOX, EMPTY, Context, Topic, or_dash
from mapper.document.words import job as w
from mapper.document.words import process as pw
from mapper.model.details import rows


def verify(context: Context, name: str, steps: tuple[Step, ...]) -> Iterator[Block]:
    """The steps of a role in a process with their descriptions, a box each, and room for a remark."""
    columns = context.columns((pw.NO, 0.8, "right"), (pw.STEP, 2.6, ""), (pw.DESCRIPTION, 4.6, ""),
                              (pw.STILL_TRUE, 1.2, ""), (pw.REMARK, 2.8, ""))  # fmt: skip
    found = tuple(
        (plain(step.number), plain(context.name(step.node)),
         or_dash(one_line(str(step.node.details.get("documentation", "")))), BOX, EMPTY)
        for step in steps
    )  # fmt: skip
    yield Table(columns, found) if found else Text(plain(context.say(pw.NO_STEPS_FOR, name=name)))


def verified(context: Context, name: str) -> Block:
    """Who verified signs."""
    labels = (context.t(w.SIGNATURE), context.t(w.SIGNED_NAME), context.t(w.SIGNED_DATE))
    return Signatures(((context.t(pw.VERIFIER), name),), labels, plain(context.t(pw.VERIFY_SIGNING)))


def agenda_intro(topic: Topic) -> Iterator[Block]:
    """Which meeting it is for."""
    cadence = one_line(str(topic.process.details.get("cadence", "")))
    name = topic.process_name(topic.process)
    said = topic.say(pw.AGENDA_INTRO, process=name, cadence=cadence[:1].lower() + cadence[1:])
    yield Text(plain(said if cadence else topic.say(pw.AGENDA_PLAIN, process=name)))


def points(topic: Topic) -> Iterator[Block]:
    """What the improvement meeting goes through."""
    yield Bullets(tuple(plain(topic.t(item)) for item in pw.AGENDA_ITEMS))


def observations(topic: Topic) -> Iterator[Block]:
    """What the owner has observed as coach; nothing while there is none."""
    if rows(topic.process.details, "observations"):
        yield from fields.table(topic, topic.process, "observations")


def new_actions(topic: Topic) -> Iterator[Block]:
    """Lines to write new actions on."""
    columns = topic.columns((pw.ITEM, 7, ""), (pw.WHO, 3, ""), (pw.DATE, 2, ""))
    yield Table(columns, ((EMPTY, EMPTY, EMPTY),) * 5)
