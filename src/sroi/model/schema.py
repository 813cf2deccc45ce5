"""The JSON Schema of case files, made from the records that read them, so that the two cannot drift apart.

``python -m sroi.model.schema``, run at the top of the repository, writes it anew; with ``--check`` it only
says whether the committed one is still the same.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from sroi.model.case import Case

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
COMMITTED = Path("proxies/schema/case.schema.json")


class _WithoutBlanks(GenerateJsonSchema):
    """A key that may be left out may not be there without a value: a blank is never a zero."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        made = super().default_schema(schema)
        default = made.pop("default", None)
        if isinstance(default, dict):
            default = {key: value for key, value in default.items() if value is not None}
        return made if default is None else made | {"default": default}


def case_schema() -> dict[str, Any]:
    """Return the JSON Schema, draft 2020-12, of a case file of format 1.

    It knows keys, types, bounds and the names that may be chosen; rules that span several fields, and
    what the catalogue holds, are ``sroi.read_case``'s. A number and its record are both allowed; null is
    allowed nowhere.

    Returns:
        A schema as plain data.

    Example:
        >>> case_schema()["required"]
        ['format', 'id', 'title', 'currency', 'price_year', 'method', 'inputs', 'outcomes']

    """
    return {"$schema": DIALECT, **Case.model_json_schema(schema_generator=_WithoutBlanks)}


def schema_text() -> str:
    """Return the schema as it is committed.

    >>> schema_text()[:1]
    '{'
    """
    return json.dumps(case_schema(), indent=2, ensure_ascii=False) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the schema, or with ``--check`` compare it; 1 when it differs, else 0."""
    parser = argparse.ArgumentParser(prog="python -m sroi.model.schema", description="Write the JSON Schema of case files.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the file differs")
    parser.add_argument("--file", type=Path, default=COMMITTED, help=f"where it stands; {COMMITTED.as_posix()} by default")
    asked = parser.parse_args(arguments)
    if asked.check:
        return int(not asked.file.is_file() or asked.file.read_text("utf-8") != schema_text())
    asked.file.parent.mkdir(parents=True, exist_ok=True)
    asked.file.write_text(schema_text(), "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
