"""What an officer does, a module a noun. Takes a Session and ids, returns frozen records; no Qt, and no table row leaves it."""
