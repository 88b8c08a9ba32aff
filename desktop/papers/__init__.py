"""What a paper says, and how it is set."""

from __future__ import annotations

import os

# ReportLab checks each attribute of each shape as it is set, which doubles the cost of a chart that redraws under a slider. It reads
# this once, when its shapes are first imported; what the checks would find, the tests of the charts do.
os.environ.setdefault("RL_shapeChecking", "0")
