"""Who the fictional report is about: the group, its companies, and the pages before the table of findings.

Nobody of these names exists. The form is that of a real report, because that is what the demo shows.
"""

from __future__ import annotations

ENTITY = "Northwind Aluminium Group Ltd."
PRECISION = "Northwind Harbour Precision Rolling Ltd."
LIGHT_ROLLING = "Northwind Fjord Light Rolling Ltd."
ROLLING = "Northwind Fjord Rolling Ltd."
CASTING = "Northwind Valley Casting Ltd."
FACILITIES = (PRECISION, LIGHT_ROLLING, ROLLING, CASTING)

OVERVIEW = (
    ("MEMBER NAME", ENTITY),
    ("ENTITY NAME", ENTITY),
    (
        "CERTIFICATION SCOPE",
        "Melting, casting and rolling of Aluminium, with the melting of bought-in scrap, at "
        f"{PRECISION} (Norland), {LIGHT_ROLLING} (Norland), {ROLLING} (Norland) and {CASTING} (Norland).",
    ),
    ("SUPPLY CHAIN ACTIVITIES", "· Aluminium Re-melting/Refining\n· Casthouses\n· Semi-Fabrication"),
    ("ASI STANDARD", "Performance Standard V3.1"),
    ("AUDIT TYPE", "· Initial Certification Audit (9 March – 13 March 2026)"),
    ("AUDIT FIRM", "Compass & Plumb Assurance"),
    ("AUDIT DATE", "· 9 March – 13 March 2026"),
    ("AUDIT REPORT SUBMISSION", "· 24 April 2026"),
    (
        "AUDIT SCOPE",
        "Initial Certification Audit (9 March – 13 March 2026)\n"
        f"The Audit Scope included the four production facilities of: {PRECISION}; {LIGHT_ROLLING}; {ROLLING}; "
        f"and {CASTING}",
    ),
    ("AUDIT OUTCOME", "· Certification"),
    ("CERTIFICATION PERIOD", "1 July 2026 – 30 June 2029"),
    ("NEXT AUDIT TYPE", "Surveillance Audit"),
    ("NEXT AUDIT DATE", "31 December 2027"),
    ("CERTIFICATE NUMBER", "9999"),
)

AFTER_OVERVIEW = (
    "This report is made up. The group, its companies, the auditors and every address in it exist only in the demo "
    "of the program that checks such reports.",
    "Complaints about the certificate would go to https://complaints.certification-scheme.example/ if there were one.",
)

ENTITY_OVERVIEW = (
    f"{ENTITY} (the ‘Entity’) rolls and casts Aluminium in four companies on the coast of Norland. About 1,900 people "
    "work there; they make some 310,000 tonnes a year, half of it out of scrap.",
    f"{PRECISION} was founded in 1961 and stands at the old harbour. It rolls strip for heat exchangers and has the "
    "group’s laboratory and head office. The nearest houses are 900 metres away, behind the railway.",
    f"{LIGHT_ROLLING} began in 2019 in two halls at the head of the fjord. It rolls foil and thin strip, and shares a "
    "jetty, a weighbridge and a fire brigade with its neighbour.",
    f"{ROLLING} is that neighbour, and the older company: it has rolled plate since 1978. The two are often taken for "
    "one another, also in the post.",
    f"{CASTING} melts scrap and casts slabs and billets for the other three. It lies in a side valley beside a "
    "dairy, whose water it must not touch.",
)

MATURITY = (
    ("", "GOVERNANCE", "ENVIRONMENT", "SOCIAL", "COMBINED RATING"),
    ("SYSTEMS", "Medium", "Medium", "High", "MEDIUM"),
    ("RISKS", "Low", "Medium", "Low", "LOW"),
    ("PERFORMANCE", "Medium", "Low", "Medium", "MEDIUM"),
    ("OVERALL", "", "", "", "MEDIUM"),
)

DISCLAIMER = (
    "Nobody can rely on this report, and nobody should: it was written to show a program at work. Any likeness to a "
    "real company, auditor or scheme is in its form alone."
)
