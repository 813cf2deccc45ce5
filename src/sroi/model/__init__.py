"""The records that the rooms hand to each other: frozen, strict, and plain data inside."""
