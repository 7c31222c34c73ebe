"""What a fetched body is.

sniff(first_bytes) -> media type
"""

from linkcheck.documents.sniff import FIRST_BYTES, sniff

__all__ = ["FIRST_BYTES", "sniff"]
