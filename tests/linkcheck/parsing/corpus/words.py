"""The corpus's own words: names, places, documents and sentences. All fictional."""

from __future__ import annotations

GROUPS = (
    "Northwind",
    "Skerry",
    "Halcyon",
    "Brightwater",
    "Ostrava Bay",
    "Lumen",
    "Tamarisk",
    "Grey Heron",
    "Ferro Alba",
)
PLACES = (
    "Kalmar",
    "Tidewater",
    "Alder Point",
    "Vesterhavn",
    "Rosmarin",
    "Bao Shan",
    "Lin He",
    "Qing Yuan",
    "Montclair",
    "Ebenholz",
    "Port Arden",
    "Sundby",
    "Calvino",
    "Wetherby",
    "Hollis",
    "Ny Bergen",
)  # fmt: skip
KINDS = (
    "Extrusion",
    "Rolling Mill",
    "Casthouse",
    "Foil",
    "Recycling",
    "Precision Components",
    "Alloy Technology",
    "Foundry",
)  # fmt: skip
SIMILAR = ("New Materials", "Lightweight New Materials", "Advanced New Materials", "New Materials Technology")
SUFFIXES = ("Co., Ltd.", "Co. Ltd.", "Ltd.", "AB", "GmbH", "S.p.A.", "Inc.", "Oy", "B.V.")
PAIRS = ("Tern and Gull", "Reed and Rush", "Anvil and Tongs", "Birch and Larch", "Salt and Iron")
COUNTRIES = ("Sweden", "Norway", "Italy", "China", "Canada")
CHINESE_GROUPS = ("北风", "海鸥", "晨光", "青石")
CHINESE_PLACES = ("东湖", "西岭", "南屏", "安平", "临河", "白沙")
CHINESE_KINDS = ("铝业", "新材料", "轻量化新材料", "精密铝材")
CHINESE_SUFFIX = "有限公司"

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
DECLARATIONS = ("(“{}”)", "(“{}”)", "({})", "(hereinafter “{}”)", "(hereinafter referred to as '{}')")
ENUMERATIONS = (
    "The Audit was carried out at the sites {}.",
    "The Audit was carried out at the {} sites.",
    "The Audit covered the plants of {} over nine days.",
    "The facilities included are {}.",
)
FIRMS = ("Fairlead Assurance", "Plumb Line Certification B.V.", "Keystone Audit Services", "Meridian & Co. Auditors")
ACTIVITIES = (
    "Casthouses",
    "Semi-Fabrication",
    "Aluminium Re-melting/Refining",
    "Material Conversion",
    "Bauxite Mining",
)
AUDIT_TYPES = ("Initial Certification Audit", "Re-Certification Audit", "Surveillance Audit")
NEXT_TYPES = ("Surveillance Audit", "Re-Certification Audit")

PRINCIPLES = {
    "1": "BUSINESS INTEGRITY",
    "2": "POLICY AND MANAGEMENT",
    "3": "TRANSPARENCY",
    "4": "MATERIAL STEWARDSHIP",
    "5": "GREENHOUSE GAS EMISSIONS",
    "6": "EMISSIONS, EFFLUENTS AND WASTE",
    "7": "WATER STEWARDSHIP",
    "8": "BIODIVERSITY AND ECOSYSTEM SERVICES",
    "9": "HUMAN RIGHTS",
    "10": "LABOUR RIGHTS",
    "11": "OCCUPATIONAL HEALTH AND SAFETY",
}
SUBTITLES = ("Disclosure", "Targets and review", "Identification", "Report annually")

DOCUMENTS = (
    "ESG Report",
    "2024 Sustainability Report",
    "Pollutant Reduction Plan",
    "Emergency Response Plan",
    "Modern Slavery Statement",
    "Code of Conduct",
    "Responsible Sourcing Policy",
    "Carbon Footprint Verification Statement",
    "Water Risk Assessment Report",
    "Waste Inventory 2023",
    "Human Rights Policy",
    "Biodiversity Management Plan",
    "Grievance Procedure",
    "Supplier Due Diligence Report",
)  # fmt: skip
CHINESE_DOCUMENTS = ("可持续发展报告", "环境信息公开表", "突发环境事件应急预案", "社会责任报告")
PROSE = (
    "Training records were sampled during the visit and found to be complete.",
    "A written procedure names who is responsible and how often it is looked at again.",
    "Interviews with operators on both shifts agreed with what the records say.",
    "The register of legal duties is kept by the compliance officer and renewed every quarter.",
    "No changes to the Business since the last visit were relevant here.",
    "Results are discussed in the yearly management review.",
    "The laboratory holds an accreditation to ISO/IEC 17025:2017.",
    "Targets for 2027 were set against the base year 2021 and are followed up monthly.",
    "Measured values of dust, NOx and SO2 stayed below the limits of the permit.",
    "Corrective actions from the previous Audit were closed in time.",
    "About 4,300 t of dross were sent to a licensed recycler in the period.",
    "The hotline can be reached by telephone and by e-mail at all hours.",
)  # fmt: skip
NOT_APPLICABLE = (
    "Outside the activities that the Entity is certified for.",
    "The Entity neither owns nor plans any activity of this kind.",
)
CLAIMS = (
    "The drill plans of this year have been disclosed on the website of the Entity.",
    "Each year the emission figures are publicly disclosed on the company's website.",
    "The yearly summary has been published on the Entity's website.",
)
CLOSING_HEADINGS = ("LIMITS OF THIS REPORT", "LIMITATION OF LIABILITY", "ASI LIMITATION OF LIABILITY DISCLAIMER")
CLOSING = (
    "Those who make claims about their certification answer for them under Applicable Law. Nothing in this document "
    "takes that duty from them, and no liability is accepted for what others do in reliance on it.",
)
LATIN_HOSTS = ("northwind-metal", "skerry", "halcyongroup", "brightwater-alu", "tamarisk", "lumen-alloys", "heron")
REGISTERS = ("credit-register", "court-records", "permits.environment-agency")
IDN_HOSTS = ("nordwind-östersund", "aluminium-grün", "北风铝业", "métal-été")
LATIN_STEMS = (
    "esg-report-2024",
    "ESG_Report_2023",
    "sustainability",
    "emergency-plan",
    "policy_v2",
    "Water-Risk-Assessment",
)
FOREIGN_STEMS = ("übersicht-umwelt", "rapport-été-2024", "环境信息公开表", "可持续发展报告2024")
