"""Each table of results once: rows of typed cells, worked out of an appraisal, which screens, papers and the JSON print each their way."""
