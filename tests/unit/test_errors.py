"""Errors say what, where and how to mend it; one family, and what a caller would expect besides."""

from __future__ import annotations

import pickle

import pytest

from sroi import errors
from sroi.errors import Fault, InvalidCaseError, SroiError

CHILDREN = {
    errors.InvalidCaseError: ValueError,
    errors.InvalidDataError: ValueError,
    errors.InvalidArgumentError: ValueError,
    errors.NotFoundError: KeyError,
    errors.FileUnreadableError: OSError,
    errors.PriceYearError: ValueError,
    errors.UndefinedRatioError: ArithmeticError,
    errors.RefusedError: ValueError,
    errors.MissingDependencyError: ImportError,
}
FAULTS = (Fault("one", "the first", "case.yaml, line 1, id", "mend it"), Fault("two", "the second"))


def test_every_child_is_in_the_table() -> None:
    assert set(SroiError.__subclasses__()) >= set(CHILDREN)
    assert {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, SroiError)} == {
        SroiError,
        *CHILDREN,
    }


@pytest.mark.parametrize(("kind", "built_in"), CHILDREN.items(), ids=lambda kind: kind.__name__)
def test_a_child_is_also_the_built_in_that_a_caller_would_catch(kind: type[SroiError], built_in: type[Exception]) -> None:
    error = kind("what is wrong", code="a-code", where="here", fix="do this")
    assert isinstance(error, built_in)
    assert str(error) == "what is wrong [a-code]\nwhere: here\nfix: do this"
    assert (error.problem, error.code, error.where, error.fix) == ("what is wrong", "a-code", "here", "do this")
    assert error.faults == (Fault("a-code", "what is wrong", "here", "do this"),)


def test_what_is_not_known_is_not_said() -> None:
    assert str(SroiError("what is wrong", code="a-code")) == "what is wrong [a-code]"


def test_several_faults_are_counted_and_kept_apart() -> None:
    error = InvalidCaseError.of(FAULTS)
    assert isinstance(error, InvalidCaseError)
    assert (error.code, error.where, error.fix) == ("one", "case.yaml, line 1, id", "mend it")
    assert str(error) == "2 faults\n\nthe first [one]\nwhere: case.yaml, line 1, id\nfix: mend it\n\nthe second [two]"


@pytest.mark.parametrize("kind", CHILDREN, ids=lambda kind: kind.__name__)
def test_an_error_crosses_a_process(kind: type[SroiError]) -> None:
    again = pickle.loads(pickle.dumps(kind.of(FAULTS)))  # noqa: S301 (our own bytes)
    assert (type(again), again.faults, str(again)) == (kind, FAULTS, str(kind.of(FAULTS)))
