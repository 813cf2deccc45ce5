"""What records that people look at in a notebook have in common."""

from __future__ import annotations

from collections.abc import Collection


class Shown:
    """Shows itself in a notebook; how, is the business of the room ``report``, opened only then."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        from sroi.report.display import html_of  # noqa: PLC0415 - an upper room, opened when a notebook asks

        return html_of(self)

    def _repr_markdown_(self) -> str:
        from sroi.report.display import markdown_of  # noqa: PLC0415 - an upper room, opened when a notebook asks

        return markdown_of(self)

    def _repr_mimebundle_(self, include: Collection[str] | None = None, exclude: Collection[str] | None = None) -> dict[str, str]:
        ways = {"text/html": self._repr_html_, "text/markdown": self._repr_markdown_}
        wanted = [kind for kind in ways if (not include or kind in include) and kind not in (exclude or ())]
        return {kind: ways[kind]() for kind in wanted}
