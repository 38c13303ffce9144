"""The two commands: first whatever is not done yet, then the program or its tests."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import environment
import libraries
import screen
from progress import Failed, Progress, say

LOG = environment.REPOSITORY / "build" / "bootstrap.log"


def main(arguments: list[str]) -> int:
    """The exit status: that of the program or the tests, or 1 when they could not be started."""
    command, rest = _parse(arguments)
    try:
        return run(rest) if command == "run" else test(rest)
    except Failed as failure:
        print(f"Mapper could not start: {failure}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader, such as less, has seen enough
        return 0
    except KeyboardInterrupt:
        print("\nInterrupted; the same command takes up from here.", file=sys.stderr)
        return 130


def run(files: list[str]) -> int:
    """The program in its window, on the example unless maps are named; without a screen, a job description."""
    named = screen.is_named(os.environ)
    try:
        prepare("")
    except LibrariesMissing as missing:
        if named:
            raise
        say(f"(This does for files, not for a window: {missing})")
    shown = [Path(name) for name in files] or [screen.default_example(os.environ)]
    if named and screen.opens(environment.python()):
        return _become([environment.python(), "-m", "mapper", *shown])
    reason = "The screen that DISPLAY names cannot be opened" if named else "There is no screen here"
    say(f"{reason}, so Mapper opens no window.")
    for file in shown:
        screen.print_job_description(environment.python(), file)
    return 0


def test(arguments: list[str]) -> int:
    """The tests, in parallel, with pytest's own arguments after ours."""
    prepare("test")
    if not screen.is_named(os.environ):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.chdir(environment.REPOSITORY)
    return _become([environment.python(), "-m", "pytest", "-n", "auto", *arguments])


class LibrariesMissing(Failed):
    """Qt cannot start, which the commands without a window do not mind."""


def prepare(extra: str) -> None:
    """Do what is not done yet, and nothing, at once, when all is."""
    sound = environment.is_sound()
    installed = sound and environment.is_installed(extra)
    tried = installed and environment.read_stamps().get("libraries") == _libraries_wanted()
    steps = [sound, installed, tried].count(False)
    if not steps:
        return
    progress = Progress(steps, LOG)
    LOG.parent.mkdir(exist_ok=True)
    LOG.write_bytes(b"")
    if not sound:
        progress.step("making .venv")
        _make_environment(progress)
    if not installed:
        progress.step("installing Mapper and the libraries it uses into .venv")
        environment.install(progress, extra)
    if not tried:
        progress.step("looking whether Qt finds what it needs of the system")
        _provide_libraries(progress)
    say(f"Ready after {progress.elapsed():.0f} s.")


def _make_environment(progress: Progress) -> None:
    if not environment.can_make_environments():
        package = [f"python3.{sys.version_info.minor}-venv", "python3-venv"]
        libraries.install_debian(progress, package)
    environment.make(progress)


def _provide_libraries(progress: Progress) -> None:
    try:
        libraries.provide(progress, environment.python())
    except Failed as failure:
        raise LibrariesMissing(str(failure)) from failure
    environment.stamp("libraries", _libraries_wanted())


def _libraries_wanted() -> str:
    """Another Qt or another kind of screen may need other libraries."""
    wanted = "+".join(libraries.platforms(os.environ))
    return f"{wanted} {environment.fingerprint(environment.REPOSITORY, environment.VENV, '')}"


def _parse(arguments: list[str]) -> tuple[str, list[str]]:
    parser = argparse.ArgumentParser(prog="bootstrap.py", description="Start Mapper, or its tests, from a checkout.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="run|test")
    commands.add_parser("run", help="open the window (without a screen: print a job description)", add_help=False)
    commands.add_parser("test", help="run the tests; what follows goes to pytest", add_help=False)
    chosen, rest = parser.parse_known_args(arguments[:1])
    return chosen.command, [*rest, *arguments[1:]]


def _become(command: list[str | Path]) -> int:
    """Hand the terminal over. Windows has no exec that keeps it, so there the program stays a child."""
    words = [str(word) for word in command]
    if os.name == "nt":
        return subprocess.call(words)
    sys.stdout.flush()
    os.execv(words[0], words)
    return 0
