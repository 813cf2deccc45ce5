"""Price years and discount factors: pure functions over an index that is passed in."""
