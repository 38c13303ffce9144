"""The window's colours by name, for light and for dark. The map's own are `draw.theme`; nothing else here names one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """One scheme. `panel` is the chrome, `field` what one types into, `line` a hairline, `wash` a hovered button."""

    panel: str
    field: str
    ink: str
    muted: str
    faint: str
    line: str
    wash: str
    accent: str
    on_accent: str
    picked: str
    danger: str
    danger_wash: str
    warning: str
    warning_wash: str
    calm_wash: str


DAY = Tokens(
    panel="#FAFBFC",
    field="#FFFFFF",
    ink="#1F2933",
    muted="#52606D",
    faint="#A3AEB9",
    line="#DDE3E9",
    wash="#E9EDF2",
    accent="#2F6FED",
    on_accent="#FFFFFF",
    picked="#DCE8FD",
    danger="#B3382C",
    danger_wash="#FCEDEA",
    warning="#7A5F12",
    warning_wash="#FFF7E0",
    calm_wash="#EDF3FE",
)

NIGHT = Tokens(
    panel="#181D23",
    field="#20272F",
    ink="#E4E9EE",
    muted="#9AA7B4",
    faint="#5F6C79",
    line="#2E3740",
    wash="#28313A",
    accent="#6FA0FF",
    on_accent="#10151B",
    picked="#24375A",
    danger="#F08A7E",
    danger_wash="#3A2422",
    warning="#E2C26B",
    warning_wash="#35301F",
    calm_wash="#1E2A3D",
)
