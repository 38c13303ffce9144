"""What Mapper remembers between runs: one small JSON file that people may edit, and that may be broken or missing."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import platformdirs

from mapper.analysis.lenses import LENSES, OWNER
from mapper.app import files
from mapper.app.errors import MapperError

RECENT = 12
"""How many files the list of recent files holds."""

CHOICES: dict[str, tuple[str, ...]] = {
    "language": ("auto", "en", "da"),
    "theme": ("auto", "light", "dark"),
    "paper": ("A4", "A3", "A2", "A1", "A0", "A5", "Letter", "Legal", "Tabloid"),
    "growth": ("height", "width"),
    "colour_by": tuple(LENSES),
    "wheel": ("zoom", "scroll"),
}
"""The settings that are a choice, and what there is to choose from; the first is the default."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting and its default. `growth`: which way a step grows with its name. `geometry` is the window's own
    text, kept as it is. `lens`: whether steps are coloured by what `colour_by` tells. `wheel`: what the wheel does by
    itself; with Ctrl it zooms in any case. `numbers`: whether steps carry theirs on the canvas and in pictures.
    `motion`: whether shapes glide to their places when a map is arranged. `heads`: whether names of lanes stay in
    sight. `autosave`: seconds between saves by themselves, 0 for none."""

    language: str = "auto"
    theme: str = "auto"
    paper: str = "A4"
    growth: str = "height"
    recent: tuple[str, ...] = ()
    folder: str = ""
    geometry: str = ""
    lens: bool = False
    colour_by: str = OWNER
    grid: bool = True
    inspector: bool = True
    motion: bool = True
    line_jumps: bool = True
    badges: bool = True
    minimap: bool = True
    heads: bool = True
    hints: bool = True
    wheel: str = "zoom"
    numbers: bool = False
    autosave: int = 0

    @property
    def shown_lens(self) -> str:
        """The lens that is on, "" for none."""
        return self.colour_by if self.lens else ""

    def but(self, **changes: Any) -> Settings:
        """The same settings with other values."""
        return replace(self, **changes)

    def opened(self, path: Path) -> Settings:
        """The same settings with a file at the head of the recent ones."""
        name = str(path.absolute())
        rest = (other for other in self.recent if other != name)
        return self.but(recent=(name, *rest)[:RECENT], folder=str(path.absolute().parent))


def location() -> Path:
    """Where the settings stand."""
    return platformdirs.user_config_path("mapper", appauthor=False) / "settings.json"


def load(path: Path | None = None) -> Settings:
    """The settings as saved; whatever is missing or makes no sense has its default."""
    try:
        said = json.loads(files.read(path or location()).decode("utf-8", "surrogatepass"))
    except (MapperError, ValueError, RecursionError):
        return Settings()
    known = said.items() if isinstance(said, dict) else ()
    return Settings(**{key: value for key, raw in known if (value := _sound(key, raw)) is not None})


def save(settings: Settings, path: Path | None = None) -> bool:
    """Write the settings; False when that is not possible, which must stop nobody's work."""
    path = path or location()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        files.write(path, json.dumps(asdict(settings), ensure_ascii=False, indent=2).encode("utf-8", "surrogatepass"))
    except (OSError, MapperError):
        return False
    return True


_DEFAULTS = {row.name: row.default for row in fields(Settings)}


def _sound(key: str, value: object) -> Any:
    """The value if it fits its setting, else None."""
    default = _DEFAULTS.get(key)
    if isinstance(default, tuple):
        return tuple(x for x in value if isinstance(x, str))[:RECENT] if isinstance(value, list) else None
    if type(value) is not type(default) or value not in CHOICES.get(key, (value,)):
        return None
    return value
