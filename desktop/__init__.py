"""Appraisal Desk: the program."""

from __future__ import annotations

import os

# Said before anything imports numpy, which reads it then, as the spreadsheet library does. The simulation's matrices are small: to wait
# for threads takes many times as long as to multiply them.
for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

# Said before anything imports openpyxl: with lxml there, which Word documents need, it would read workbooks without defusedxml.
os.environ["OPENPYXL_LXML"] = "False"
