"""From an audit report to a coverage report: which criteria have live evidence today."""

__version__ = "0.1.0"
