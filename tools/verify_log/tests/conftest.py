"""Settings of all tests: no files left behind, and no deadline on a busy machine."""

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis.configuration import set_hypothesis_home_dir

set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "verify-log-hypothesis")
settings.register_profile("carnet", database=None, deadline=None)
settings.load_profile("carnet")
