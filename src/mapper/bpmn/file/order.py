"""In which order the BPMN 2.0 schema wants the children of each element (Semantic.xsd, BPMNDI.xsd), and which
attributes each kind of step may carry.

New elements are put where this says; a change of type keeps what the new type allows.
"""

from __future__ import annotations

from mapper.bpmn.file.names import BPMNDI, DC, DI, MODEL, split
from mapper.model.kinds import ACTIVITIES, DATA, EVENT, EVENTS, FLOW_NODES, KINDS

_BASE = "documentation extensionElements"
_ELEMENT = f"{_BASE} auditing monitoring categoryValueRef"
_NODE = f"{_ELEMENT} incoming outgoing"
_ROLES = "resourceRole|performer|humanPerformer|potentialOwner"
_LOOPS = "loopCharacteristics|standardLoopCharacteristics|multiInstanceLoopCharacteristics"
_ACTIVITY = f"{_NODE} ioSpecification property dataInputAssociation dataOutputAssociation {_ROLES} {_LOOPS}"
_FLOW_ELEMENTS = "|".join(
    [n for n, k in KINDS.items() if k.family in FLOW_NODES]
    + ["dataObject", "dataObjectReference", "dataStoreReference", "sequenceFlow"]
)
_ARTIFACTS = "association|group|textAnnotation"
_DEFINITIONS = "|".join(f"{name}EventDefinition" for name in EVENTS if name and not name.endswith("ultiple"))
_CATCH = f"{_NODE} property dataOutput dataOutputAssociation outputSet {_DEFINITIONS} eventDefinitionRef"
_THROW = f"{_NODE} property dataInput dataInputAssociation inputSet {_DEFINITIONS} eventDefinitionRef"
_INNER = f"laneSet {_FLOW_ELEMENTS} {_ARTIFACTS}"
_COLLABORATION = (
    f"{_BASE} participant messageFlow {_ARTIFACTS} conversation|subConversation|callConversation "
    "conversationAssociation participantAssociation messageFlowAssociation correlationKey choreographyRef "
    "conversationLink"
)
_CHOREOGRAPHY = f"{_NODE} participantRef correlationKey"
_ASSOCIATION = f"{_BASE} sourceRef targetRef transformation assignment"
_SET = "{0}Refs optional{1}Refs whileExecuting{1}Refs"

_TEXT: dict[str, str] = {
    **{n: _ACTIVITY for n, k in KINDS.items() if k.family in ACTIVITIES},
    **{n: _NODE for n, k in KINDS.items() if k.family == "gateway"},
    **{n: f"{_BASE} dataState" for n, k in KINDS.items() if k.family == DATA},
    **dict.fromkeys(("subProcess", "transaction"), f"{_ACTIVITY} {_INNER}"),
    "adHocSubProcess": f"{_ACTIVITY} {_INNER} completionCondition",
    "scriptTask": f"{_ACTIVITY} script", "userTask": f"{_ACTIVITY} rendering",
    "complexGateway": f"{_NODE} activationCondition",
    **dict.fromkeys(("startEvent", "intermediateCatchEvent", "boundaryEvent"), _CATCH),
    **dict.fromkeys(("endEvent", "intermediateThrowEvent", "implicitThrowEvent"), _THROW),
    **dict.fromkeys(("dataObject", "dataObjectReference", "dataStoreReference"), f"{_ELEMENT} dataState"),
    "choreographyTask": f"{_CHOREOGRAPHY} messageFlowRef",
    "callChoreography": f"{_CHOREOGRAPHY} participantAssociation",
    "subChoreography": f"{_CHOREOGRAPHY} {_FLOW_ELEMENTS} {_ARTIFACTS}",
    "sequenceFlow": f"{_ELEMENT} conditionExpression",
    **dict.fromkeys(("messageFlow", "association", "conversationLink", "group", "message", "categoryValue"), _BASE),
    **dict.fromkeys(("dataInputAssociation", "dataOutputAssociation"), _ASSOCIATION),
    "textAnnotation": f"{_BASE} text", "category": f"{_BASE} categoryValue", "resource": f"{_BASE} resourceParameter",
    **dict.fromkeys(_ROLES.split("|"), f"{_BASE} resourceRef resourceParameterBinding resourceAssignmentExpression"),
    "participant": f"{_BASE} interfaceRef endPointRef participantMultiplicity",
    "lane": f"{_BASE} partitionElement flowNodeRef childLaneSet",
    **dict.fromkeys(("laneSet", "childLaneSet"), f"{_BASE} lane"),
    "ioSpecification": f"{_BASE} dataInput dataOutput inputSet outputSet",
    "inputSet": f"{_BASE} {_SET.format('dataInput', 'Input')} outputSetRefs",
    "outputSet": f"{_BASE} {_SET.format('dataOutput', 'Output')} inputSetRefs",
    **dict.fromkeys(("collaboration", "globalConversation"), _COLLABORATION),
    "choreography": f"{_COLLABORATION} {_FLOW_ELEMENTS}",
    "process": f"{_BASE} supportedInterfaceRef ioSpecification ioBinding auditing monitoring property {_INNER} "
    f"{_ROLES} correlationSubscription supports",
    "BPMNDiagram": "BPMNPlane BPMNLabelStyle", "BPMNPlane": "extension BPMNShape|BPMNEdge",
    "BPMNShape": "extension Bounds BPMNLabel", "BPMNEdge": "extension waypoint BPMNLabel",
    "BPMNLabel": "extension Bounds",
}  # fmt: skip

ELEMENTS = frozenset(
    {"definitions", "import", "extension", "relationship", "dataObject", "text", "script", "dataState", "resource"}
    | _TEXT.keys()
    | {name for text in _TEXT.values() for names in text.split() for name in names.split("|")}
) - {"BPMNDiagram", "BPMNPlane", "BPMNShape", "BPMNEdge", "BPMNLabel", "BPMNLabelStyle", "Bounds", "waypoint"}
"""The elements of the model that Mapper knows by name."""

_SLOTS: dict[str, dict[str, int]] = {
    parent: {name: i for i, names in enumerate(text.split()) for name in names.split("|")}
    for parent, text in _TEXT.items()
}
_OURS = (MODEL, BPMNDI, DC, DI)


def slot(parent: str, child: str) -> int | None:
    """The place of a child among its parent's, both as lxml spells them; None when it is unknown there."""
    uri, local = split(child)
    holder = split(parent)[1]
    if uri not in _OURS:
        return None
    if holder == "definitions":
        return {"import": 0, "extension": 1, "BPMNDiagram": 3, "relationship": 4}.get(local, 2)
    return _SLOTS.get(holder, {}).get(local)


_EVERY = frozenset({"id", "name"})
_TASK = _EVERY | {"isForCompensation", "startQuantity", "completionQuantity", "default"}
_MORE: dict[str, str] = {
    "userTask": "implementation", "serviceTask": "implementation operationRef", "businessRuleTask": "implementation",
    "sendTask": "implementation messageRef operationRef",
    "receiveTask": "implementation instantiate messageRef operationRef",
    "scriptTask": "scriptFormat", "callActivity": "calledElement", "subProcess": "triggeredByEvent",
    "transaction": "triggeredByEvent method", "adHocSubProcess": "triggeredByEvent cancelRemainingInstances ordering",
    "exclusiveGateway": "gatewayDirection default", "inclusiveGateway": "gatewayDirection default",
    "complexGateway": "gatewayDirection default", "parallelGateway": "gatewayDirection",
    "eventBasedGateway": "gatewayDirection instantiate eventGatewayType",
    "startEvent": "parallelMultiple isInterrupting", "intermediateCatchEvent": "parallelMultiple",
    "boundaryEvent": "parallelMultiple cancelActivity attachedToRef",
    "dataObjectReference": "itemSubjectRef dataObjectRef", "dataStoreReference": "itemSubjectRef dataStoreRef",
}  # fmt: skip


def attributes_of(kind: str) -> frozenset[str]:
    """The attributes in no namespace that an element of a kind may carry."""
    family = KINDS[kind].family
    own = frozenset(_MORE.get(kind, "").split())
    return own | (_TASK if family in ACTIVITIES else _EVERY)


def is_event(kind: str) -> bool:
    return KINDS[kind].family == EVENT
