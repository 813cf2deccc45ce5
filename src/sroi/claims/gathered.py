"""Headline figures published without workings: to compare with, never to calculate from."""

from __future__ import annotations

from typing import Annotated

from pydantic import ValidationError

from sroi.catalogue import data_folder
from sroi.documents import faults_of, read_document
from sroi.errors import Fault, InvalidDataError, NotFoundError
from sroi.model.base import AsTuple, Record, Text


class Headline(Record):
    """One figure as somebody published it.

    Args:
        id: its name.
        printed: the words it stands in.
        amount: the digits, as printed; None when the number itself is missing from the source.
        unit: GBP, ratio, per cent and the like.
        what: what it is said to count.
        period: year it is for, when one is printed.
        source: id of the document.
        workings_published: whether the source shows how it came about.
        note: what a reader must know.

    """

    id: Text
    printed: Text
    amount: Text | None = None
    unit: Text
    what: Text
    period: int | str | None = None
    source: Text
    workings_published: bool
    note: Text | None = None


class _Unnumbered(Record):
    source: Text
    note: Text
    labels: Annotated[tuple[Text, ...], AsTuple]


class _File(Record):
    id: Text
    title: Text
    sources: Annotated[tuple[Text, ...], AsTuple]
    use: Text
    claims: Annotated[tuple[Headline, ...], AsTuple]
    headings_without_a_number: _Unnumbered | None = None


def headlines(place: str = "knowsley") -> dict[str, Headline]:
    """Read the headlines gathered for a place, by id.

    Args:
        place: name of a file of the data's claims.

    Raises:
        NotFoundError: none were gathered for the place (``claims-not-found``).
        InvalidDataError: the file is not what it must be, with every fault.

    Examples:
        >>> headlines()["sroi-ratio-2019"].amount
        '40.90'

    """
    path = data_folder() / "claims" / f"{place}.yaml"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in path.parent.glob("*.yaml")))
        raise NotFoundError(
            f"no headlines were gathered for '{place}'", code="claims-not-found", where=str(path), fix=f"use one of {known}"
        )
    document = read_document(path)
    try:
        return {one.id: one for one in _File.model_validate(document.data).claims}
    except ValidationError as error:
        faults: list[Fault] = [*document.faults, *faults_of(error, document, Headline.model_fields)]
        raise InvalidDataError.of(faults) from None
