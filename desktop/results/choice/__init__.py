"""Tables of results on what was chosen and how sure that is."""
