"""Tables of results on money."""
