"""Look up frameworks of outcomes and measures: ``sroi.frameworks.get``, ``.list``, ``.read``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sroi.catalogue.frameworks import read_framework as read
from sroi.catalogue.store import Catalogue, load

if TYPE_CHECKING:
    from sroi.model.framework import Framework

__all__ = ["get", "list", "read"]


def get(id: str, *, catalogue: Catalogue | None = None) -> Framework:  # noqa: A002 - the data say id
    """Get a framework by its id.

    Args:
        id: such as ``knowsley``.
        catalogue: where to look; the package's own by default.

    Returns:
        The framework; ``.outcomes[0].measures[0]`` and so on mirror its file, ``.measures`` gives each by its id.

    Raises:
        NotFoundError: there is none of that id (``framework-not-found``).

    References:
        knowsley-emerging-approach

    Examples:
        >>> get("knowsley").outcomes[0].measures[0].id
        'knowsley/1'

    """
    return (catalogue or load()).framework(id)


def list(*, catalogue: Catalogue | None = None) -> tuple[Framework, ...]:  # noqa: A001 - read as sroi.frameworks.list
    """Return every framework of the catalogue, in order of their ids.

    Examples:
        >>> "knowsley" in [framework.id for framework in list()]
        True
    """
    return tuple(framework for _, framework in sorted((catalogue or load()).frameworks.items()))
