"""What an officer does, a module a noun. Takes a Reader, or a Unit where it changes something.

Returns frozen records: no Qt, and no row of a table leaves it.
"""
