"""Runs that several machines do: one job per registrable domain in a queue (Procrastinate) on the store's PostgreSQL.

`queue` is the queue, `handing_out` puts a run into it, `working` takes jobs and gives each to a crawl process
(`process`), `concluding` is what is done once nothing of a run is pending. Needs the extra `workers`.
"""
