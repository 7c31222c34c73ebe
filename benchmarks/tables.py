"""What a benchmark found: a table, in Markdown and on the terminal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """`title` and what was done, in a sentence or two; rows of text; below them what follows, against the target."""

    title: str
    about: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    findings: tuple[str, ...] = ()
    chart: str = ""
    """A Mermaid chart."""

    def markdown(self) -> str:
        """A section of the documentation."""
        lines = [f"## {self.title}", "", self.about, "", _row(self.columns), "|" + "---|" * len(self.columns)]
        lines += map(_row, self.rows)
        lines += ["", *(f"- {finding}" for finding in self.findings)] if self.findings else []
        lines += ["", "```mermaid", self.chart, "```"] if self.chart else []
        return "\n".join(lines) + "\n"


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"


def against(ratio: float, target: float, *, at_least: bool = False) -> str:
    """A ratio with its target, and whether it is met."""
    met = ratio >= target if at_least else ratio <= target
    return f"{ratio:.2f} (target: {'at least' if at_least else 'at most'} {target:g}; {'met' if met else 'not met'})"
