"""Keeps the translations in step with the source: every message that is shown stands in every catalogue, no others.

Without arguments it rewrites mapper.pot and the catalogues; with --check it changes nothing. Either way it lists what
is not translated. With --list it prints each text beside its translation, by file, to be read through.
"""

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

REPOSITORY = Path(__file__).resolve().parents[1]
SOURCE = REPOSITORY / "src"
LOCALE = REPOSITORY / "resources" / "locale"
LANGUAGES = ("da",)
# With the number of their arguments that are messages; a document calls the translator of its own language `t`.
KEYWORDS = {"_": 1, "N_": 1, "t": 1, "ngettext": 2}
HEADER = """\
# Mapper's messages; packaging/translations.py keeps this file in step with the source.
msgid ""
msgstr ""
"Project-Id-Version: mapper\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""
PLACEHOLDER = re.compile(r"(?<!\{)\{(\w*)[^{}]*\}")


def main(arguments: list[str]) -> int:
    """1 when a message is untranslated, else 0."""
    template = extracted()
    if "--list" in arguments:
        print("\n".join(listed(template)))
        return 0
    if "--check" not in arguments:
        write(template, LOCALE / "mapper.pot")
        for language in LANGUAGES:
            write(updated(template, language), po(language))
    findings = [*unreadable(), *(finding for language in LANGUAGES for finding in problems(template, language))]
    print("\n".join(findings) or f"{len(template)} messages, all translated")
    return 1 if findings else 0


def listed(template: Catalog) -> Iterator[str]:
    """A Markdown table for each file: every English text and the Danish one beside it."""
    catalogues = {}
    for language in LANGUAGES:
        with po(language).open("rb") as file:
            catalogues[language] = read_po(file, locale=language)
    by_file: dict[str, list[str]] = {}
    for message in template:
        if message.id:
            said = [catalogues[language].get(message.id) for language in LANGUAGES]
            cells = [_cell(message.id), *(_cell(one.string if one is not None else "") for one in said)]
            by_file.setdefault(message.locations[0][0], []).append(f"| {' | '.join(cells)} |")
    for file_name, rows in sorted(by_file.items()):
        yield from (f"## {file_name}", "", f"| en | {' | '.join(LANGUAGES)} |", f"|{'---|' * (1 + len(LANGUAGES))}")
        yield from (*rows, "")


def _cell(text: str | Sequence[str] | None) -> str:
    return " / ".join(_forms(text)).replace("|", "\\|").replace("\n", " ")


def po(language: str) -> Path:
    """The catalogue's file."""
    return LOCALE / language / "LC_MESSAGES" / "mapper.po"


def extracted(source: Path = SOURCE) -> Catalog:
    """The messages marked in the source, each with the files that show it. Line numbers would change every commit."""
    template = Catalog(project="mapper", charset="utf-8")
    for file in sorted(source.rglob("*.py")):
        for call in calls(file):
            wanted = call.args[: KEYWORDS[_called(call)]]
            texts = tuple(one.value for one in wanted if isinstance(one, ast.Constant) and isinstance(one.value, str))
            if texts:
                place = f"src/{file.relative_to(source).as_posix()}"
                template.add(texts if len(texts) > 1 else texts[0], locations=[(place, 0)])
    return template


def calls(file: Path) -> list[ast.Call]:
    """The calls that mark or translate, in reading order.

    Babel's own extractor reads tokens and, below Python 3.12, misses what is called inside an f-string.
    """
    nodes = ast.walk(ast.parse(file.read_text("utf-8"), str(file)))
    found = [node for node in nodes if isinstance(node, ast.Call) and _called(node) in KEYWORDS]
    return sorted(found, key=lambda call: (call.lineno, call.col_offset))


def unreadable(source: Path = SOURCE) -> Iterator[str]:
    """One line for each message that is put together before it is looked up, so that no catalogue can have it."""
    for file in sorted(source.rglob("*.py")):
        for call in calls(file):
            if any(
                isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in call.args[: KEYWORDS[_called(call)]]
            ):
                yield f"{file.relative_to(source)}:{call.lineno}: translate first, then format"


def updated(template: Catalog, language: str) -> Catalog:
    """The catalogue with the template's messages: new ones empty, since a guess is worse than English."""
    with po(language).open("rb") as file:
        catalogue = read_po(file, locale=language)
    catalogue.update(template, no_fuzzy_matching=True)
    return catalogue


def write(catalogue: Catalog, path: Path) -> None:
    """Without dates, and sorted, so that a change shows only what changed."""
    language = f'"Language: {catalogue.locale}\\n"\n' if catalogue.locale else ""
    plural = f'"Plural-Forms: {catalogue.plural_forms}\\n"\n' if catalogue.locale else ""
    with path.open("wb") as file:
        file.write(f"{HEADER}{language}{plural}\n".encode())
        write_po(
            file, catalogue, width=0, omit_header=True, sort_by_file=True, ignore_obsolete=True, include_lineno=False
        )


def problems(template: Catalog, language: str) -> Iterator[str]:
    """One line for each message that the language lacks, is unsure of, or breaks."""
    with po(language).open("rb") as file:
        catalogue = read_po(file, locale=language)
    for message in template:
        if not message.id:
            continue
        place = f"{language}: {message.locations[0][0]}: {message.id!r}"
        translated = catalogue.get(message.id)
        if translated is None or not all(_forms(translated.string)):
            yield f"{place} is not translated"
        elif translated.fuzzy:
            yield f"{place} is marked fuzzy"
        elif _placeholders(translated.string) != _placeholders(message.id):
            yield f"{place} has other placeholders than its translation {translated.string!r}"


def _called(call: ast.Call) -> str:
    function = call.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ("",))


def _placeholders(text: str | Sequence[str] | None) -> set[str]:
    return {name for form in _forms(text) for name in PLACEHOLDER.findall(form)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
