"""Local government reorganisation: what makes up each new council, what it opens with, and its council tax."""
