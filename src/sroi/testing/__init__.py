"""For the tests of people who build on this library: made-up cases, tables, frameworks and flows, and assertions.

``from sroi.testing import assert_reproduces, assert_same_result, strategies``. The strategies need Hypothesis,
which the extra ``sroi[test]`` brings; the assertions need nothing.
"""

from sroi.testing import strategies
from sroi.testing.assertions import assert_reproduces, assert_same_result

__all__ = ["assert_reproduces", "assert_same_result", "strategies"]
