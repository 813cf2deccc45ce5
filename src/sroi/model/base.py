"""What every record shares: frozen, strict, no unknown keys, and plain data out."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError


class Record(BaseModel):
    """A frozen record. Unknown keys are refused and nothing is converted silently."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False, str_strip_whitespace=True)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data in the shape of the file; what was left out stays out.

        >>> from sroi.model.numbers import Share
        >>> Share(share=0.25, basis="survey").to_dict()
        {'basis': 'survey', 'share': 0.25}
        """
        return self.model_dump(mode="json", exclude_none=True, exclude_unset=True)


def refuse(code: str, problem: str, fix: str) -> PydanticCustomError:
    """Make the error of one field; a reader turns it into a fault with its place."""
    return PydanticCustomError(
        code,  # pyright: ignore[reportArgumentType] - codes of errors caught and raised again are plain text
        "{problem}",
        {"problem": problem, "fix": fix},
    )


def _as_tuple(value: Any) -> Any:
    """Take a list where a record keeps a tuple, which cannot change."""
    return tuple(value) if isinstance(value, list) else value


AsTuple = BeforeValidator(_as_tuple)
"""Marks a tuple field that files write as a list."""

Text: TypeAlias = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""Text with at least one letter in it."""
