"""Reports and briefings as files: by the ending of a path, or by the name of a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from commonweal.data.writing import file_written
from commonweal.errors import ModelError, NoPlan, SolverStopped
from commonweal.printing.briefing_sheet import briefing_sheet
from commonweal.printing.page import html_of
from commonweal.printing.pdf import pdf_of
from commonweal.printing.report_sheet import report_sheet
from commonweal.printing.sheet import Sheet
from commonweal.printing.word import docx_of
from commonweal.show.briefing import briefing_facts
from commonweal.show.report import report_html

if TYPE_CHECKING:
    from commonweal.explain.records import Explanation, ReliefList
    from commonweal.plan.plan import Plan
    from commonweal.require.requirement import Requirement

__all__ = ["BriefingForm", "briefing", "briefing_bytes", "form_of", "report_pdf", "write_report"]

BriefingForm = Literal["html", "pdf", "docx"]
_SECONDS = 60.0


def _page(sheet: Sheet) -> bytes:
    return html_of(sheet).encode()


_WRITERS: Mapping[BriefingForm, Callable[[Sheet], bytes]] = {"html": _page, "pdf": pdf_of, "docx": docx_of}


def briefing_bytes(
    plan: Plan,
    form: BriefingForm,
    *,
    language: str = "en",
    package: Mapping[str, Any] | None = None,
    relief: ReliefList | None = None,
) -> bytes:
    """A briefing in a form; nothing is worked out that is not given.

    Parameters
    ----------
    plan, form, language
        What is told, and how.
    package, relief
        What is asked for: what it would take (``Requirement.data``), else what would help most.

    Raises
    ------
    ModelError
        If there is no such language, or what the form needs is not installed.
    """
    return _WRITERS[form](briefing_sheet(briefing_facts(plan, package=package, relief=relief), language))


def briefing(
    plan: Plan,
    path: Path | str,
    *,
    language: str = "en",
    requirement: Requirement | None = None,
    relief: ReliefList | None = None,
    seconds: float = _SECONDS,
) -> None:
    """Write a page for a minister or a donor: who is short, when stocks break, what is asked for by date.

    Parameters
    ----------
    plan
        What is told.
    path
        The file to write, by its ending a page (``.html``), a PDF or a document to edit (``.docx``).
    language
        ``en`` or ``ar``.
    requirement, relief
        What is asked for comes from what it would take (``commonweal.require``), else from what would help
        most (``commonweal.relief``).
    seconds
        Where neither is given, what would help is worked out, but no longer than this; 0 for not at all.
        Where it takes longer, the page says that it was not worked out.

    Raises
    ------
    ModelError
        If there is no such language or form, or what the form needs is not installed.

    Examples
    --------
    ::

        plan = cw.plan(cw.read("village"))
        cw.briefing(plan, "briefing.pdf", language="ar")
    """
    form = form_of(path, ("html", "pdf", "docx"))
    package = None if requirement is None else requirement.data()
    if package is None and relief is None and seconds > 0:
        relief = _relief_in(plan, seconds)
    made = briefing_bytes(plan, form, language=language, package=package, relief=relief)
    file_written(Path(path).resolve(), made)


def report_pdf(
    plan: Plan,
    *,
    language: str = "en",
    explanations: Sequence[Explanation] = (),
    relief: ReliefList | None = None,
) -> bytes:
    """The report of a plan as PDF; arguments and errors as of ``write_report``."""
    return pdf_of(report_sheet(plan, language, explanations=explanations, relief=relief))


def write_report(
    plan: Plan,
    path: Path | str,
    *,
    language: str = "en",
    explanations: Sequence[Explanation] = (),
    relief: ReliefList | None = None,
) -> None:
    """Write a plan as one self-contained page of HTML, or as PDF.

    Parameters
    ----------
    plan
        What is told.
    path
        The file to write, ``.html`` or ``.pdf``; one that is there is replaced, whole or not at all.
    language
        ``en`` or ``ar``.
    explanations, relief
        Why needs are short, and what would help most, as ``commonweal.explain`` and ``commonweal.relief``
        give it; the report tells it after who is short.

    Raises
    ------
    ModelError
        If there is no such language or form, or what the form needs is not installed.
    """
    if form_of(path, ("html", "pdf")) == "pdf":
        content = report_pdf(plan, language=language, explanations=explanations, relief=relief)
    else:
        page = report_html(plan, language=language, explanations=explanations, relief=relief)
        content = page.encode()
    file_written(Path(path).resolve(), content)


def form_of(path: Path | str, forms: Sequence[BriefingForm]) -> BriefingForm:
    """The form that the ending of a path names.

    Raises
    ------
    ModelError
        If it names none of these.
    """
    ending = Path(path).suffix.lower().removeprefix(".")
    found = next((form for form in forms if form == {"htm": "html"}.get(ending, ending)), None)
    if found is None:
        known = " or ".join(f".{form}" for form in forms)
        raise ModelError(f"'{Path(path).name}' does not end in {known}.")
    return found


def _relief_in(plan: Plan, seconds: float) -> ReliefList | None:
    """What would help most; None where that takes too long or can't be said."""
    from commonweal.explain.ranking import relief as ranked  # noqa: PLC0415 - who is given it needs no solver
    from commonweal.solve.bench import Limits  # noqa: PLC0415

    try:
        return ranked(plan, limits=Limits(seconds))
    except (NoPlan, SolverStopped):
        return None
