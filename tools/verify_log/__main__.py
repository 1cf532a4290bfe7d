"""Lets `python3 -m verify_log` do what `tools/verify-log` does."""

import sys

from verify_log.main import main

sys.exit(main(sys.argv[1:]))
