"""JSON Schemas of the files that people write: a proxy, a source and a framework."""

from __future__ import annotations

import json
from typing import Any

from sroi.model.framework import Framework
from sroi.model.proxy import Proxy, Source

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def proxy_schema() -> dict[str, Any]:
    """Return the JSON Schema of a file under ``values/``.

    >>> proxy_schema()["title"]
    'Proxy'
    """
    return {"$schema": DIALECT, **Proxy.model_json_schema()}


def source_schema() -> dict[str, Any]:
    """Return the JSON Schema of a file under ``sources/``.

    >>> source_schema()["title"]
    'Source'
    """
    return {"$schema": DIALECT, **Source.model_json_schema()}


def framework_schema() -> dict[str, Any]:
    """Return the JSON Schema of a framework file.

    >>> framework_schema()["title"]
    'Framework'
    """
    return {"$schema": DIALECT, **Framework.model_json_schema()}


def schema_text(schema: dict[str, Any]) -> str:
    """Return a schema as it is committed, each record described by its first sentence alone.

    >>> schema_text({}).strip()
    '{}'
    """
    for record in (schema, *schema.get("$defs", {}).values()):
        if "description" in record:
            record["description"] = record["description"].partition("\n")[0]
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
