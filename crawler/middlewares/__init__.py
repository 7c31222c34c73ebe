"""Between engine and download handler: who may be asked, when, on what condition, and how often."""
