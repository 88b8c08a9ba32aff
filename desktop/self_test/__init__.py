"""The window driven by a list of steps, and what was seen written down: how the package is tried after it has been built.

    AppraisalDesk --self-test FOLDER [FILE.appraisal]

does the steps of FOLDER/steps.json in the real window, by the mouse, keys and menu actions an officer has, and writes FOLDER/seen.json and
the pictures. It stands in for nothing: the window, the store and the papers are the program's own. Only the system's own dialogs are passed
by, since no program can answer them: `import` and `export` begin with the path such a dialog would have given. `packaging/smoke_test.py`
says which steps, and what is to be seen.
"""
