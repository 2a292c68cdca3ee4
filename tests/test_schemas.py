"""schemas/ is what the code says today, and every YAML of the repository fits it in an editor."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from formpress.parse.schemas import authoring_schemas
from tests.editions import COMPLETE, MINIMAL, ROOT

FILES = sorted(
    [
        *(ROOT / "forms").rglob("*.yaml"),
        *(MINIMAL / "forms").rglob("*.yaml"),
        *(path for root in (ROOT, MINIMAL, COMPLETE) for path in (root / "forms").rglob("*.json")),
    ]
)


def test_the_committed_schemas_are_fresh(accept: bool) -> None:
    """Each file of schemas/ is exactly what the models generate."""
    generated = authoring_schemas()
    if accept:
        for name, text in generated.items():
            (ROOT / "schemas" / name).write_text(text, encoding="utf-8")

    assert {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "schemas").iterdir()} == generated


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_an_editor_sees_no_mistake_in_a_good_file(path: Path) -> None:
    """An editor reads YAML with types; our schemas accept what it then sees."""
    kind = path.stem if path.stem in {"site", "edition", "rules"} else "form"
    kind = "filled" if path.suffix == ".json" else kind
    schema = json.loads((ROOT / "schemas" / f"{kind}.schema.json").read_text(encoding="utf-8"))

    jsonschema.validate(yaml.safe_load(path.read_text(encoding="utf-8")), schema)


def test_an_editor_underlines_an_unknown_key() -> None:
    """The schemas refuse what the build refuses, such as a misspelt key."""
    schema = json.loads((ROOT / "schemas" / "edition.schema.json").read_text(encoding="utf-8"))
    content = yaml.safe_load((MINIMAL / "forms/reading-corner/113/edition.yaml").read_text(encoding="utf-8"))

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(content | {"issuerr": "x"}, schema)
