"""An error nobody foresaw is one line for the user and a file for the developer."""

from pathlib import Path

from mapper.app import report


def boom(text: str) -> Exception:
    try:
        raise RuntimeError(text)
    except RuntimeError as error:
        return error


def test_the_line_names_the_report_and_the_report_the_place(home: Path) -> None:
    said = report.unexpected(boom("first\nsecond"), Path("map.bpmn"))
    (file,) = home.rglob("errors/*.txt")
    assert str(said).startswith("map.bpmn: ")
    assert "\n" not in str(said)
    assert str(file) in str(said)
    assert "raise RuntimeError(text)" in file.read_text("utf-8")


def test_only_the_last_reports_stay(home: Path) -> None:
    for number in range(report.KEPT + 5):
        report.unexpected(boom(str(number)))
    files = sorted(home.rglob("errors/*.txt"))
    assert len(files) == report.KEPT
    assert f"RuntimeError: {report.KEPT + 4}" in files[-1].read_text("utf-8")


def test_without_a_place_for_reports_the_line_stands_alone(home: Path) -> None:
    (home / "state").touch()
    assert str(report.unexpected(boom("x"))).endswith("(RuntimeError: x); please report it")
