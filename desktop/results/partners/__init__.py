"""Tables of results on partners."""
