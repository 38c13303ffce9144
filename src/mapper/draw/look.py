"""What a drawing needs to know beside the record itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from mapper.draw.theme import Tint
from mapper.model.geometry import Point, Rect


class Band(NamedTuple):
    """A participant's band of a choreography activity. light: this one starts; message: an envelope hangs on it."""

    box: Rect
    name: str
    light: bool = False
    many: bool = False
    message: bool = False


class Lens(NamedTuple):
    """What the colour of steps says where it is not who owns them: a tint by the step's id; the others have none."""

    tints: Mapping[str, Tint]


class Look(NamedTuple):
    """How one record is to appear on one diagram.

    badge: initials of the owner, "" for no badge. tint: the owner's colours. swatch: those of the step under a
    lens that does not tell owners. lens: colour says who
    owns: the tint fills the step too, and colours of the file are not shown.
    shadow: a hair of shadow below steps (screen only). faded: stands back behind what is emphasised.
    header: width of a pool's or lane's band where lanes inside leave less or more room than usual; 0 for no band.
    hollow: a pool without a view inside, its name in the middle; None leaves it to the record alone.
    bands: a choreography activity's participants where the file gives shapes for them.
    starter: the name of the participant that starts a choreography activity.
    start: the event definition of an event sub-process's start event, "" when not known; solid: it interrupts.
    hops: places on a flow where it jumps over another.
    number: of the step in flow order, "" where numbers are not shown; number_left, badge_left: a boundary event sits
    where it would stand.
    """

    badge: str = ""
    tint: Tint | None = None
    swatch: Tint | None = None
    lens: bool = False
    shadow: bool = False
    faded: bool = False
    header: float | None = None
    hollow: bool | None = None
    bands: tuple[Band, ...] = ()
    starter: str = ""
    start: str = ""
    solid: bool = True
    hops: tuple[Point, ...] = ()
    number: str = ""
    number_left: bool = False
    badge_left: bool = False


PLAIN = Look()
