"""What makes an archive evidence: that nobody touched it since can be shown, and it can be handed over.

    sealing.seal(…)       a manifest per finished run, chained to the one before, signed, perhaps timestamped
    verifying.verify(…)   everything that no longer fits, one line each
    folder.export(…)      files named for people; `wacz.export(…)` a package for replay
    pruning.prune(…)      whole runs that go, and the signed note that says so

Nothing here fetches: what has to be asked for on the network is handed in as a function.
"""
