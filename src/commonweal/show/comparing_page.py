"""The frame of a page about several plans: head, banner, and writing it to a file."""

from __future__ import annotations

import importlib.metadata
import importlib.resources
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from commonweal.show.headline import certificate_phrase
from commonweal.show.markup import Html, element, joined
from commonweal.show.words import Words

if TYPE_CHECKING:
    from commonweal.plan.plan import Plan

__all__ = ["plans_banner", "plans_named", "whole_page", "write_page"]

_STYLES = ("report_style.css", "comparing_style.css")
_QUALITIES = ("verified", "approximate", "none")  # rising doubt


def whole_page(title: str, words: Words, *parts: object, styles: Iterable[str] = ()) -> str:
    """A page that needs nothing else: no network, no script; ``styles`` are added to those of all pages."""
    folder = importlib.resources.files("commonweal.show")
    names = (*_STYLES, *styles)
    style = "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in names)
    head = joined(
        [
            Html('<head><meta charset="utf-8">'),
            Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            Html(
                '<meta http-equiv="Content-Security-Policy" '
                "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
            ),
            element("title", title),
            element("style", Html(style)),
            Html("</head>"),
        ]
    )
    body = element("body", *parts)
    whole = element("html", head, body, lang=words.language.code, dir=words.language.direction)
    return f"<!DOCTYPE html>\n{whole}\n"


def plans_banner(plans: Mapping[str, Plan], words: Words) -> Html:
    """A banner that stays in view and tells of the plan that is proved least well."""
    worst = max(
        plans.values(),
        key=lambda plan: (_QUALITIES.index(plan.certificate.quality), plan.certificate.data()["primal"]),
    )
    quality = worst.certificate.quality
    key, values = certificate_phrase(worst, words)
    told = element("p", element("strong", words(f"quality.{quality}")), " ", words.html(key, **values))
    return element("div", told, class_=f"certificate {quality}", role="status")


def plans_named(plans: Iterable[tuple[str, Plan]], words: Words) -> Html:
    """Each plan's label and its hash, and what made them."""
    pairs = []
    for label, plan in plans:
        pairs += [element("dt", element("bdi", label)), element("dd", element("code", plan.hash))]
    version = f"commonweal {importlib.metadata.version('commonweal')}"
    return element("dl", *pairs, element("dt", words("version")), element("dd", element("bdi", version)))


def write_page(page: str, path: Path | str) -> None:
    """Write a page beside its place and then rename it, so that nobody ever reads half of it."""
    target = Path(path)
    unfinished = target.with_name(f".{target.name}.part")
    try:
        unfinished.write_text(page, encoding="utf-8", newline="\n")
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
