"""What the layout knows of a flow: its ends, by which it may run on others, and whether it leads on."""

import pytest
from tests.helpers.plans import block, boundary_event, link, plan, pool, step

from mapper.arrange.lines.crossings import kin
from mapper.arrange.plan.plan import Link
from mapper.model.kinds import DATA


@pytest.mark.parametrize("other", ["message", "tie"])
def test_flows_of_one_kind_may_run_on_each_other_and_those_of_two_kinds_never(other):
    # given a step with two flows, and one of another kind to the same step
    a, b, c = step("a"), step("b", 1), step("c", 2)
    assert kin(link(a, b).ends, link(a, c).ends)
    assert kin(link(a, b, other).ends, link(a, c, other).ends)
    assert not kin(link(a, b).ends, link(a, b, other).ends)


def test_a_boundary_event_is_an_end_of_its_own():
    # given a message to a boundary event and one to its host, and a flow from each
    host, other, low = step("host"), step("other", 1), step("low", 1, 1)
    late = boundary_event(host)
    arriving = Link("arriving", "message", other, host, entered=late)
    leaving = Link("leaving", "flow", host, low, boundary_event=late)
    assert not kin(arriving.ends, link(low, host, "message").ends)
    assert not kin(leaving.ends, link(host, other).ends)


def test_a_tie_leads_on_from_a_boundary_event_to_its_handler_alone():
    host, handler, note = step("host"), step("handler", 1, 1), step("note", 1, family=DATA)
    note.beside = "host"
    late = boundary_event(host)
    assert Link("undo", "tie", host, handler, boundary_event=late).leads
    assert not Link("noted", "tie", host, note, boundary_event=late).leads
    assert not link(host, handler, "tie").leads
    assert not link(host, handler, "message").leads


def test_the_pool_of_a_step_is_the_outermost_thing_around_it():
    inner = step("inner")
    block(holder := step("holder"), [inner])
    outer = pool([holder])
    plan(outer)
    assert inner.pool is holder.pool is outer
    assert inner.container is holder.inner
