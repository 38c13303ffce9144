"""The head of a chapter and its end: the position, and who signs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapper.analysis.mandates import functional_manager, one_line, process_owner, roles_held, top_management
from mapper.document.blocks import Block, Facts, Signatures, Spans, plain, quiet
from mapper.document.sections import fields
from mapper.document.sections.brief import Brief
from mapper.document.words import job as w
from mapper.model.records import Node


def position(brief: Brief, day: str) -> Iterator[Block]:
    """What the position is called, who fills it, where it belongs, and what the document's version is."""
    party, t = brief.party, brief.t
    kind = str(party.details.get("partyKind", "role"))
    names = [brief.process(p) for p in brief.holds.processes]
    yield Facts(
        (
            (t(w.ROLE), plain(t(brief.voice.role))),
            (t(w.TITLE), _or_missing(brief, title_of(party))),
            *([] if kind == "person" else [(t(w.UNIT if kind == "unit" else w.HELD_AS), plain(brief.name(party)))]),
            (t(w.NAME), plain(brief.name(party)) if kind == "person" else quiet(t(w.TO_FILL_IN))),
            *fields.facts(brief, party, ("documentation",)),
            *_held(brief),
            (t(w.PROCESS if len(names) < 2 else w.PROCESSES), _or_missing(brief, brief.listed(names))),
            (t(w.DEPARTMENT), _or_missing(brief, one_line(str(party.details.get("department", ""))))),
            (t(w.REPORTS_TO), _or_missing(brief, superior(brief, party))),
            (t(w.VERSION), _or_missing(brief, version([brief]))),
            *([(t(w.DATE), plain(day))] if day else []),
        )
    )


def _held(brief: Brief) -> list[tuple[str, Spans]]:
    """The roles a person holds, and the persons who hold a role."""
    roles = [brief.name(role) for role in roles_held(brief.diagram, brief.party)]
    found = [(brief.t(w.HOLDS_ROLES), plain(brief.listed(roles)))] if roles else []
    return [*found, *fields.facts(brief, brief.party, ("heldBy",))]


def signatures(brief: Brief) -> Iterator[Block]:
    """The sentence that is signed, and a line for the holder and for whoever gives the mandate."""
    t, party = brief.t, brief.party
    holder, other = brief.voice.signers
    signers = ((t(holder), _signing(brief, party)), (t(other), _signing(brief, _giver(brief))))
    labels = (t(w.SIGNATURE), t(w.SIGNED_NAME), t(w.SIGNED_DATE))
    yield Signatures(signers, labels, plain(t(brief.voice.signing)))


def title_of(party: Node) -> str:
    """A party's title on one line, "" when it has none."""
    return one_line(str(party.details.get("title", "")))


def superior(brief: Brief, party: Node) -> str:
    """Whom a party reports to, with the title."""
    above = brief.diagram.get(str(party.details.get("reportsTo", "")))
    if not isinstance(above, Node):
        return ""
    title = title_of(above)
    return f"{brief.name(above)}, {title}" if title and title != above.name else brief.name(above)


def version(briefs: Sequence[Brief]) -> str:
    """The versions of the charters, each said once."""
    charters = [p.node.details.get("version") for brief in briefs for p in brief.holds.processes if p.node]
    return ", ".join(dict.fromkeys(one_line(str(v)) for v in charters if v))


def _giver(brief: Brief) -> Node | None:
    """Who gives the mandate: top management to an owner, the functional manager to a performer, else the one owner of
    the processes."""
    if brief.holds.role == "owner":
        return top_management(brief.diagram, brief.party)
    if brief.holds.role == "performer":
        return functional_manager(brief.diagram, brief.party)
    owners = {o.id: o for p in brief.holds.processes if p.node and (o := process_owner(brief.diagram, p.node))}
    return next(iter(owners.values())) if len(owners) == 1 else None


def _signing(brief: Brief, party: Node | None) -> str:
    """The name of a person; who fills a role writes it by hand."""
    return brief.name(party) if party is not None and party.details.get("partyKind") == "person" else ""


def _or_missing(brief: Brief, text: str) -> Spans:
    return plain(text) if text else quiet(brief.t(w.NOT_RECORDED))
