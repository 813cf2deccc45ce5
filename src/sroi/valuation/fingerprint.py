"""A fingerprint of a result: the same inputs, data and code always give the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sroi.model.canonical import digest
from sroi.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sroi.model.case import Case
    from sroi.valuation.pricing import Priced

WITHOUT_EFFECT = frozenset({"notes", "scenarios", "published", "correlations", "waivers"})
"""Parts of a case that no figure of its result depends on."""


def canonical_inputs(case: Case) -> dict[str, Any]:
    """Return the case as plain data, without the parts that change no figure.

    A key that holds its default is left out, so writing a default out changes nothing, and neither does a later
    version of the format that knows more optional keys.
    """
    return case.model_dump(mode="json", exclude=set(WITHOUT_EFFECT), exclude_defaults=True)


def fingerprint(case: Case, edition: str, priced: Sequence[Priced] = ()) -> str:
    """Digest the canonical inputs, the data edition and the code version, and the amounts of any other catalogue.

    What came with the library is told by its edition. A proxy of a council's own folder is told by its amount at the
    case's price year, so that two folders never share a fingerprint by having the same ids.
    """
    told = {"code": VERSION, "data": edition, "inputs": canonical_inputs(case)}
    own = {line.match.proxy.id: line.amount for line in priced if line.match and line.match.layer != "package"}
    return digest(told | ({"own": own} if own else {}))
