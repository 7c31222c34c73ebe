"""What a fetched body is.

sniff(first_bytes) -> media type                       from its first bytes alone
examine(path) -> Examined                              in this process
async with Examiner() as examiner: await examiner.examine(body, sha256=…, size=…) -> Examination
                                                       in processes of its own, with limits: for the crawl
read_facts(document) -> Facts | None                   what `Document.facts` keeps, typed
"""

from linkcheck.documents.bodies import Examined, examine
from linkcheck.documents.examiner import Examination, Examiner
from linkcheck.documents.facts import Facts, Problem, read_facts
from linkcheck.documents.processes import Limits
from linkcheck.documents.sniff import FIRST_BYTES, sniff

__all__ = [
    "FIRST_BYTES",
    "Examination",
    "Examined",
    "Examiner",
    "Facts",
    "Limits",
    "Problem",
    "examine",
    "read_facts",
    "sniff",
]
