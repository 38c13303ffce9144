"""Tables as files that spreadsheets open: comma-separated, semicolon-separated with a decimal comma, and .xlsx.

A text that a spreadsheet would take for a formula gets an apostrophe in front, which is taken away when it is read; in
.xlsx files the type of the cell says that it is a text.
"""

from __future__ import annotations

import csv
import datetime
import re
import zipfile
from collections.abc import Mapping, Sequence
from importlib import import_module
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from mapper.app.errors import UnreadableError, UsageError
from mapper.app.tables.columns import of
from mapper.model.details import DATE, NUMBER
from mapper.text import _

Table = list[list[str]]

SUFFIXES = (".csv", ".xlsx")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_HARMLESS = re.compile(r"'+[=+\-@\t\r]")
_LARGEST = 512 * 1024 * 1024
"""Bytes that an .xlsx file may unpack to: a table of 100,000 steps takes a tenth of it."""
_LONGEST = 32_767
"""Characters that a cell of a workbook holds."""
_WIDE, _NARROW = 44, 14
"""Widths of columns of an .xlsx file, in letters."""


def as_csv(table: Sequence[Sequence[str]], decimal_comma: bool = False) -> bytes:
    """RFC 4180 text in UTF-8, with the mark by which spreadsheets know that it is.

    decimal_comma: semicolons between cells, for spreadsheets of countries where the comma is the decimal mark.
    """
    out = StringIO()
    writer = csv.writer(out, delimiter=";" if decimal_comma else ",")
    writer.writerows([harmless(cell) for cell in row] for row in table)
    return out.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """The text as no spreadsheet takes it for a formula.

    >>> harmless("=1+1"), harmless("it's"), harmless("'=x")
    ("'=1+1", "it's", "''=x")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def restored(text: str) -> str:
    """The text as it was before `harmless`."""
    return text[1:] if _HARMLESS.match(text) else text


def as_xlsx(tables: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """A workbook of a sheet for each table: titles in the language of the interface, numbers and days as such, texts as
    texts."""
    openpyxl = import_module("openpyxl")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, table in tables.items():
        sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31] or "Mapper")
        sheet.append([of(key).title for key in table[0]])
        for row, line in enumerate(table[1:], 2):
            for at, cell in enumerate(line, 1):
                _set(sheet.cell(row, at), table[0][at - 1], cell)
        _dress(sheet, table)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def read(path: Path, data: bytes) -> list[Table]:
    """The cells of a file as texts, a table for each sheet of a workbook. Raises UnreadableError, UsageError."""
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        return _of_xlsx(path, data)
    if suffix != ".csv":
        what = _("{suffix} files are no tables").format(suffix=path.suffix or _("nameless"))
        raise UsageError(path, None, what, _("choose one of {formats}").format(formats=" ".join(SUFFIXES)))
    return [[[restored(cell) for cell in row] for row in _of_csv(path, data)]]


def _of_csv(path: Path, data: bytes) -> Table:
    text = _decoded(data)
    head = re.sub(r'"[^"]*"', "", text.split("\n", 1)[0])
    mark = max(",;\t", key=head.count)
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error as error:
        what = _("the table cannot be read ({reason})").format(reason=error)
        raise UnreadableError(path, None, what, _("save it as .csv once more")) from error


def _decoded(data: bytes) -> str:
    """UTF-8 or UTF-16 by its mark; else what spreadsheets on Windows write."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _of_xlsx(path: Path, data: bytes) -> list[Table]:
    openpyxl = import_module("openpyxl")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            large = sum(info.file_size for info in archive.infolist()) > _LARGEST
        if large:
            raise ValueError(_("it unpacks to more than {size} MB").format(size=_LARGEST // 1024**2))
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        sheets = [[[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
                  for sheet in book.worksheets]  # fmt: skip
    except Exception as error:  # a damaged archive, a sheet that is none: openpyxl raises what it happens to meet
        what = _("the workbook cannot be read ({reason})").format(reason=str(error) or type(error).__name__)
        raise UnreadableError(path, None, what, _("save it as .xlsx or .csv once more")) from error
    return sheets


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _set(cell: Any, key: str, text: str) -> None:
    """Give a cell its value: a number, a day, or a text that is never a formula."""
    detail = of(key).detail
    if not text:
        return
    if detail is not None and detail.type == NUMBER:
        cell.value = float(text)
    elif detail is not None and detail.type == DATE:
        cell.value = datetime.date.fromisoformat(text)
        cell.number_format = "yyyy-mm-dd"
    else:
        if len(text) > _LONGEST:
            what = _("a text of {count} characters is longer than a cell may be").format(count=len(text))
            raise UsageError(None, None, what, _("write a .csv file"))
        cell.value = text
        cell.data_type = "s"


def _dress(sheet: Any, table: Sequence[Sequence[str]]) -> None:
    styles, letters = import_module("openpyxl.styles"), import_module("openpyxl.utils")
    for at, key in enumerate(table[0], 1):
        letter = letters.get_column_letter(at)
        wide = key in ("name", "documentation")
        sheet.column_dimensions[letter].width = _WIDE if wide else _NARROW
        sheet.cell(1, at).font = styles.Font(bold=True)
        sheet.cell(1, at).alignment = styles.Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{letters.get_column_letter(len(table[0]))}{len(table)}"
