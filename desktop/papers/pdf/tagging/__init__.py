"""Makes ReportLab write PDF/UA-1 and PDF/A-2a in one file: what each piece of a page is, told beside the page itself.

`structure` holds the elements, `canvas` marks what is drawn with them, `flowables` and `tables` know theirs, and `file` writes it all.
ReportLab knows nothing of tags: this leans on its internals, so its version is pinned.
"""
