"""The verbs of the command line: name, module, what it says of itself, what it takes. The module of a verb, whose
function `command` gets the values by these names, is loaded only when its work is to be done: a help page is quick."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

import click

from mapper.cli.completion import SHELLS
from mapper.cli.options import COMMON, FILE, IN_OUT, LANG, QUIET, Argument, file, files, switch, value
from mapper.cli.shell import Verb
from mapper.text import N_

_MAPS = N_("A map, or a folder of maps.")
_DOCUMENT = N_("A .pdf, .md or .html file to write, or - to print Markdown here.")
_DAY = value("date", ["--date"], "YYYY-MM-DD", N_("The date on it; today unless given."),
             type=click.DateTime(["%Y-%m-%d"]))  # fmt: skip
_PRINTED = (
    value("sections", ["--sections"], "A,B,…", N_("Only these sections; --list names them."), default=""),
    value("without", ["--without"], "A,B,…", N_("All sections but these."), default=""),
    value("paper", ["--paper"], "A4|A3|…|Letter|297x420", N_("Paper: its name, or its size in millimetres."),
          default="A4"),
    _DAY,
    *COMMON,
)  # fmt: skip


def _output(required: bool) -> click.Option:
    return value("output", ["--output", "-o"], "OUT", _DOCUMENT, type=FILE, required=required)


def _manifest(help: str) -> click.Option:
    return value("manifest", ["--manifest"], "PAIRS.tsv", help, type=FILE)


_OUT = value("output", ["--output", "-o"], "OUT", N_("The file or folder to write; - is standard output."), type=FILE)


def _to(help: str) -> click.Option:
    return value("to", ["--to"], "svg|png|pdf|bpmn|txt|csv|xlsx", help, default="")


_ROWS = (
    Verb("convert", "convert", N_("Write a map in another format."), (
        IN_OUT,
        _OUT,
        _to(N_(
            "What the maps become. Without OUT each goes beside its map; the maps of a folder become svg unless you "
            "say."
        )),
        _manifest(N_("Convert many: each line of this file is IN, a tab, OUT.")),
        value("diagram", ["--diagram"], "NAME|N", N_("Of several diagrams in a file, only this one."), default=""),
        switch("numbers", "--numbers", N_("Steps carry their numbers in pictures.")),
        switch("keep_bytes", "--keep-bytes", N_("A .bpmn file gets the bytes as they are, though they be damaged.")),
        switch("decimal_comma", "--decimal-comma", N_(
            "A .csv file parts its cells by semicolons and writes numbers with a decimal comma, as spreadsheets in "
            "Danish read it."
        )),
        value("theme", ["--theme"], "light|dark", N_("Colours of a picture."), default="light",
              type=click.Choice(["light", "dark"])),
        value("scale", ["--scale"], "N", N_("Dots of a .png to a pixel of the map: 2 unless you say."),
              type=click.FloatRange(0.05, 20.0)),
        value("dpi", ["--dpi"], "N", N_("The same, as dots to an inch."), type=click.FloatRange(5.0, 2000.0)),
        value("page", ["--page"], "A4|A3|…|Letter|297x420", N_("Fit each diagram of a .pdf on a page of this size."),
              default=""),
        switch("transparent", "--transparent", N_("Leave out the ground of a picture.")),
        value("lens", ["--lens"], "owner|responsible|status|verified|time", N_(
            "Colour the steps of a picture by who owns or does them, by how far they are described, by how long ago "
            "they were verified, or by their processing time."
        ), default="", type=click.Choice(["", "owner", "responsible", "status", "verified", "time"])),
        value("table", ["--table"], "steps|processes|parties|data|flows", N_(
            "Which table a .csv file holds; a workbook holds them all."
        ), default="steps", type=click.Choice(["steps", "processes", "parties", "data", "flows"])),
        switch("receipt", "--receipt", N_("Say what was repaired, guessed and kept, and what was changed.")),
        switch("watched", "--watch", N_("Go on, and convert again whenever a map changes; stop with Ctrl+C.")),
        *COMMON,
    ), (
        ("convert order.bpmn order.svg", N_("a picture of a map")),
        ("convert maps/*.bpmn --to png --dpi 300", N_("pictures for print, each beside its map")),
        ("convert maps pictures --to pdf", N_("all maps of a folder, into another")),
        ("convert steps.txt order.bpmn", N_("a map from indented text")),
        ("convert - --to svg < order.bpmn > order.svg", N_("in a pipe")),
        ("convert order.bpmn order.svg --watch", N_("a picture that follows its map")),
    )),
    Verb("layout", "layout", N_("Arrange everything on a map anew."), (
        IN_OUT,
        _OUT,
        _to(N_("What a laid out map becomes where OUT does not say it: bpmn unless you say.")),
        _manifest(N_("Lay out many: each line of this file is IN, a tab, OUT.")),
        switch("order_lanes", "--order-lanes", N_(
            "Put the lanes of a pool in the order with the fewest crossings of those tried; on maps of more than "
            "5000 steps and flows, the one in which flows pass the fewest lanes."
        )),
        *COMMON,
    ), (
        ("layout order.bpmn tidy.bpmn", N_("a map that is easier to read")),
        ("layout order.bpmn tidy.svg", N_("only the picture of it")),
        ("layout maps tidy", N_("all maps of a folder, into another")),
    )),
    Verb("repair", "repair", N_("Mend what is wrong in a file, and join the ends that touch a step."), (
        IN_OUT, _OUT, _manifest(N_("Repair many: each line of this file is IN, a tab, OUT.")), *COMMON,
    ), (
        ("repair broken.bpmn sound.bpmn", N_("what was mended is said line by line")),
    )),
    Verb("fill", "fill", N_("Bring the steps of a map in step with a table of them."), (
        file("path", "MAP", N_("The map to read.")),
        file("table", "TABLE", N_(
            "A .csv or .xlsx file as “mapper convert MAP TABLE” writes it; a row without an id is a new step."
        )),
        value("out", ["-o", "--output"], "OUT", N_("The file to write."), type=FILE, required=True),
        *COMMON,
    ), (
        ("fill order.bpmn steps.xlsx -o filled.bpmn", N_("what a spreadsheet says, into the map")),
    )),
    Verb("info", "info", N_("Say what Mapper understands of a file."), (
        file("file", "FILE", N_("The map to read; - is standard input.")), *COMMON,
    ), (
        ("info order.bpmn", N_("what is in a map, for people")),
        ("info order.bpmn --json | jq .nodes[].name", N_("for programs")),
    )),
    Verb("diff", "diff", N_("Say what differs between two maps."), (
        file("before", "A", N_("The map as it was.")),
        file("after", "B", N_("The map as it is.")),
        switch("html", "--html", N_("Print a page with both maps side by side and what differs.")),
        switch("exit_code", "--exit-code", N_("Exit with 1 when the maps differ.")),
        *COMMON,
    ), (
        ("diff yesterday.bpmn order.bpmn", N_("what was changed, by name")),
        ("diff a.bpmn b.bpmn --html > changes.html", N_("both maps side by side")),
    )),
    Verb("merge", "merge", N_("Bring two versions of a map together."), (
        file("base", "BASE", N_("The map both began as.")),
        file("ours", "OURS", N_("Your version.")),
        file("theirs", "THEIRS", N_("The other version.")),
        value("out", ["-o", "--output"], "OUT", N_("The file to write."), type=FILE, required=True),
        value("name", ["--name"], "NAME", N_("What the map is called in messages, as git does."), default=""),
        *COMMON,
    ), (
        ("merge base.bpmn mine.bpmn theirs.bpmn -o merged.bpmn", N_("what both changed is named")),
    )),
    Verb("git", "git", N_("Let git show and merge maps with Mapper."), (
        Argument("what", "install", N_("“install” sets git up to show and merge maps with Mapper.")),
        Argument("rest", "", "", nargs=-1, required=False),
        switch("everywhere", "--global", N_("For all of your repositories, not only the one of this folder.")),
        switch("remove", "--remove", N_("Take the set-up back.")),
        LANG, QUIET,
    ), (
        ("git install", N_("in the repository where the maps are kept")),
    )),
    Verb("document", "documents", N_("Print a document of any kind."), (
        Argument("kind", "KIND", N_("What kind of document; see --list."), required=False),
        file("path", "PATH", _MAPS, required=False),
        _output(required=False),
        value("name", ["--for"], "NAME", N_("Whom or what it is about: see --list.")),
        switch("listed", "--list", N_(
            "List the kinds of documents; with KIND its sections, with PATH whom they can be about."
        )),
        value("sheets", ["--sheets"], "N", N_("A map on at most so many sheets; else on as many as keep it readable."),
              type=click.IntRange(0, 10000), default=0),
        switch("crop", "--crop-marks", N_("A map on several sheets gets marks to cut and join them by.")),
        switch("plain", "--no-title-block", N_("A map gets no head and foot line.")),
        *_PRINTED,
    ), (
        ("document --list", N_("which documents there are")),
        ("document raci order.bpmn -o raci.pdf", N_("who does and answers for what")),
        ("document procedure order.bpmn -o - --lang da", N_("the procedure in Danish, here")),
    )),
    Verb("pack", "pack", N_("Print the documentation pack of a map or of a folder of maps."), (
        file("path", "PATH", _MAPS),
        _output(required=True),
        value("name", ["--for"], "NAME", N_("One process only; all unless given.")),
        *_PRINTED,
    ), (
        ("pack maps -o pack.pdf --paper A4", N_("everything about the processes of a folder")),
    )),
    Verb("job-description", "job_description", N_("Print the job description of somebody named on a map."), (
        file("path", "PATH", _MAPS),
        value("name", ["--for"], "NAME", N_("Who: a person, role or unit of the map."), required=True),
        _output(required=True),
        *_PRINTED,
    ), (
        ('job-description order.bpmn --for "Anna Holm" -o anna.pdf', N_("the mandate of somebody on the map")),
    )),
    Verb("completion", "completion", N_("Print what makes a shell complete commands and options."), (
        Argument("name", "|".join(SHELLS), N_("The shell."), type=click.Choice(SHELLS)), LANG,
    ), (
        ("completion bash >> ~/.bashrc", N_("for every new shell; zsh and fish have files of their own for it")),
    )),
    Verb("approve", "approving", N_("Approve the processes of a map as they are; the content is kept by its code."), (
        file("path", "FILE", N_("The map; its file takes the approval.")),
        value("who", ["--by"], "NAME", N_("Who approves."), required=True),
        value("name", ["--for"], "NAME", N_("One process only; all unless given.")),
        _DAY,
        *COMMON,
    ), (
        ('approve order.bpmn --by "Peter Dahl"', N_("from now on each change is told")),
    )),
    Verb("sign", "sign", N_("Keep that a job description was signed, with the code of its content."), (
        file("path", "FILE", N_("The map; its file takes the signature.")),
        value("name", ["--for"], "NAME", N_("Whose job description: a person, role or unit of the map."),
              required=True),
        value("who", ["--by"], "NAMES", N_("Who signed; whom it is about unless given.")),
        _DAY,
        *COMMON,
    ), (
        ('sign order.bpmn --for "Anna Holm"', N_("the job description says so when it is out of date")),
    )),
    Verb("help", "help", N_("Show the help page of a command."), (
        Argument("name", "VERB", N_("The command; without one, the first page."), required=False),
        switch("man_page", "--man", N_("Print the whole manual as a page for man(1).")),
        LANG,
    ), (
        ("help --man > mapper.1", N_("the manual, to be read with man ./mapper.1")),
    )),
)  # fmt: skip

WINDOW = Verb(
    "",
    "",
    N_("Edit maps of processes in a window, or work on them by a command."),
    (
        files("paths", "[FILE…]", N_("Maps to open in the window.")),
        switch("version", "--version", N_("Print the version.")),
        LANG,
    ),
)
"""What is asked for without a verb."""

VERBS: dict[str, Verb] = {row.name: row for row in _ROWS}
"""Every verb by name, in the order of the help page."""


def function(verb: Verb) -> Callable[..., int]:
    """What does a verb's work."""
    return cast(Callable[..., int], import_module(f"mapper.cli.verbs.{verb.module}").command)
