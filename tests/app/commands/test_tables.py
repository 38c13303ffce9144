"""The table of steps to a file and back, by command."""

from pathlib import Path

from tests.helpers.faces import Face, a_task

from mapper.app import commands
from mapper.app.tables import files
from mapper.text import use


def test_a_table_goes_out_and_comes_back_edited(face: Face, tmp_path: Path) -> None:
    # given the table of steps as a workbook
    face.to_save = tmp_path / "steps.xlsx"
    commands.run("steps.export", face)
    assert face.told("save where") == [("C.1.0.xlsx", (".xlsx", ".csv"))]
    # when somebody writes a risk into it, and nonsense into a date, and it is filled in
    table = files.read(face.to_save, face.to_save.read_bytes())[0]
    step = a_task(face).id
    row = next(row for row in table if row[0] == step)
    row[table[0].index("Risk")], row[table[0].index("Last verified on")] = "Lost", "soon"
    back = tmp_path / "back.csv"
    back.write_bytes(files.as_csv(table))
    face.to_open = [back]
    commands.run("steps.import", face)
    # then the one is on the map, the other told, and one undo takes it back
    assert face.session.diagram.node(step).details["risk"] == "Lost"
    assert face.told("tell")[-1] == "1 cell was changed, 0 steps were added."
    assert "Write the day as" in face.told("warn")[0]
    face.session.diagram.undo()
    assert "risk" not in face.session.diagram.node(step).details


def test_in_danish_a_csv_file_has_semicolons(face: Face, tmp_path: Path) -> None:
    face.to_save = tmp_path / "trin.csv"
    use("da")
    try:
        commands.run("steps.export", face)
    finally:
        use("en")
    assert face.to_save.read_text(encoding="utf-8-sig").startswith("id;name;")
