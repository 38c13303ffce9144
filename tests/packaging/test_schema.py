"""The schema of Mapper's element is written from the table of fields."""

import subprocess
import sys
from pathlib import Path


def test_the_schema_is_up_to_date(repository: Path) -> None:
    command = [sys.executable, str(repository / "packaging" / "schema.py"), "--check"]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout
