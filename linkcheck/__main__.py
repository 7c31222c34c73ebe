"""`python -m linkcheck` is the command `linkcheck`."""

from linkcheck.cli import main

main()
