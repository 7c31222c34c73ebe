"""Fictional audit reports with their truth: generated from a seed, written by several programs, read and scored.

    generate.report(random)      -> ReportSpec: what the report says, how it looks, what a careful reader finds in it
    writers.WRITERS              ways to make a file of it: reportlab, Chromium, Word, LibreOffice, text extractions
    score.compare(truth, read)   -> Score

`python -m tests.linkcheck.parsing.corpus --help` runs any number of reports and shows what was missed.
"""
