"""How a plan is shown: in a terminal, and as a page to read, print and pass on."""

from commonweal.show.report import report_html, write_report
from commonweal.show.text import print_findings, print_plan

__all__ = ["print_findings", "print_plan", "report_html", "write_report"]
