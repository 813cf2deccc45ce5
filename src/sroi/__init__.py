"""Social Return on Investment that anyone can check."""
