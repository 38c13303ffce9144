"""A map inside an archive opens; an archive that unpacks to more than any map is told with a number, at once."""

import gzip
import io
import time
import zipfile

import pytest

from mapper import bpmn
from mapper.bpmn.file.archive import LIMIT
from mapper.bpmn.file.errors import Unreadable


def zipped() -> bytes:
    """A zip archive of some hundred kilobytes whose map comes to more than any."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("map.bpmn", bytes(LIMIT + 1))
    return out.getvalue()


@pytest.mark.parametrize("pack", [zipped, lambda: gzip.compress(bytes(LIMIT + 1))], ids=["zip", "gzip"])
def test_a_bomb_is_told_with_a_number(pack: object) -> None:
    data = pack()  # type: ignore[operator]
    begun = time.process_time()
    with pytest.raises(Unreadable, match="more than 100 MB"):
        bpmn.read(data)
    assert time.process_time() - begun < 2
