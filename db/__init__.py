"""Records: SQLModel tables in one SQLite file. Knows nothing of Qt, of arithmetic or of PDF."""
