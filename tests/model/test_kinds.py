"""The families of kinds as columns of one table."""

import pytest

from mapper.model.kinds import KINDS


@pytest.mark.parametrize(
    ("column", "kinds"),
    [
        ("carries", {"sequenceFlow", "messageFlow"}),
        ("is_association", {"association", "dataInputAssociation", "dataOutputAssociation", "conversationLink"}),
    ],
)
def test_a_column_of_the_flows_names_these_kinds(column: str, kinds: set[str]) -> None:
    assert {name for name, row in KINDS.items() if getattr(row, column)} == kinds


def test_what_is_solid_is_a_flow_element_or_a_note() -> None:
    solid = {name for name, row in KINDS.items() if row.is_solid}
    elements = {name for name, row in KINDS.items() if row.is_flow_element}

    assert solid - elements == {"textAnnotation"}
    assert {"userTask", "endEvent", "exclusiveGateway", "dataStoreReference"} <= elements
    assert elements.isdisjoint({"group", "participant", "lane", "party", "sequenceFlow", "conversation"})


def test_every_step_is_a_flow_node_and_every_flow_node_a_flow_element() -> None:
    for row in KINDS.values():
        assert row.is_activity <= row.is_flow_node <= row.is_flow_element <= row.is_solid
