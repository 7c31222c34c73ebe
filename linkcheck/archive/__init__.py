"""The evidence archive: WARC files that hold every exchange as it went over the wire. The only copy of each body.

`writer.WarcArchive` writes, `reader.read_body` reads, `recovery.recover` puts right what a killed process left behind.
"""
