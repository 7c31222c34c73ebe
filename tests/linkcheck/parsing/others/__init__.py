"""Fictional reports whose authors had not seen the program, each with its truth, and what is read otherwise.

`reports/` holds reports as audit firms might publish them, `layouts/` two contents in sixty layouts, `comments.json`
comments of twelve entities with whose each URL is and where in its document. A generator knows only what its author
thought of; these know what others did. `python -m tests.linkcheck.parsing.others` prints the differences.
"""
