"""An appraisal as the figures of its charts; every `..._words` tells what the chart of that name shows to those who cannot see it."""
