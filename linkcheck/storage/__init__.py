"""Evidence in one place: closed files of every machine's archive, in a shared folder or an object store (fsspec)."""
