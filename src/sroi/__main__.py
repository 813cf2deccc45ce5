"""``python -m sroi`` is the command ``sroi``."""

import sys

from sroi.cli import main

sys.exit(main())
