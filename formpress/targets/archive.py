"""ZIP files whose bytes depend on what is in them and on nothing else."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable

OLDEST = datetime.date(1980, 1, 1)
"""Before it, ZIP has no dates; files of no known day bear it."""

PACKED_ALREADY = (".pdf", ".ods", ".png")


def packed(files: Iterable[tuple[str, bytes]], day: datetime.date | None = None) -> bytes:
    """One archive of (name, content), in this order, every file as of `day`.

    Sizes stand before each file, so that it can be unpacked while it is loaded.
    """
    moment = max(day or OLDEST, OLDEST)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, (moment.year, moment.month, moment.day, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            kept = name.endswith(PACKED_ALREADY) or name == "mimetype"
            entry.compress_type = zipfile.ZIP_STORED if kept else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return target.getvalue()
