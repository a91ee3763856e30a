"""The server's log: one JSON object a line, so that nothing that is logged can pass for another line."""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import sys
import traceback
from collections.abc import Mapping
from typing import IO, Any

from commonweal.api.observing.incidents import incident

__all__ = ["JsonLines", "PlainLines", "log_to", "without_secrets"]

_HANDLER = "commonweal"
_LONGEST = 4_000  # characters of a text in the log; traces have more room
_LONGEST_TRACE = 20_000

_SECRET = re.compile(
    r"""(?ix)
    \b(cwl?_)[A-Za-z0-9_-]{8,}                                   # our tokens and links
    | ((?:bearer|basic)\s+)[A-Za-z0-9._~+/=-]{8,}                # Authorization
    | (://[^/\s:@]*:)[^@\s/]+(?=@)                               # passwords in addresses of databases
    | ([\#?&](?:token|code|state)=)[^\s&\#"']+                  # in addresses: first run, OpenID Connect
    | ((?:authorization|cookie)["']?\s*[:=]\s*["']?)[^\r\n"']+     # headers, to their end
    | (\b(?:pass(?:word|wd|phrase)?|(?:client_)?secret|token|csrf(?:-token)?|api_?key)
        \b["']?\s*[:=]\s*["']?)[^\s"',;&}]+                      # name=value and "name": "value"
    | (\$argon2[a-z]*\$)\S+                                      # hashes of passwords
    """
)


def without_secrets(text: str) -> str:
    """A text in which what looks like a password, a token or a cookie is ``***``."""
    return _SECRET.sub(lambda found: next((part for part in found.groups() if part), "") + "***", text)


class JsonLines(logging.Formatter):
    """Each record as one JSON object: time, level, logger, incident, message, its own fields, its trace."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record; it is ASCII, so it holds no control character that a terminal obeys."""
        line: dict[str, Any] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "incident": incident(),
            "message": _text(record.getMessage()),
        }
        line.update(_fields(record))
        if record.exc_info and record.exc_info[0] is not None:
            trace = "".join(traceback.format_exception(*record.exc_info))
            line["trace"] = without_secrets(trace)[-_LONGEST_TRACE:]
        return json.dumps(line, ensure_ascii=True, default=str)


class PlainLines(logging.Formatter):
    """Each record as a short line for people who watch a terminal; a trace follows it, set in."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        moment = dt.datetime.fromtimestamp(record.created).astimezone().strftime("%H:%M:%S")
        fields = " ".join(str(value) for value in _fields(record).values() if value != "")
        text = f"{moment} {record.levelname.lower():7} {_text(record.getMessage())} {fields}".rstrip()
        line = _one_line(text) + (
            f" [{incident()}]" if incident() and record.levelno >= logging.WARNING else ""
        )
        if record.exc_info and record.exc_info[0] is not None:
            trace = without_secrets("".join(traceback.format_exception(*record.exc_info)))
            line += "".join(f"\n    {_one_line(one)}" for one in trace[-_LONGEST_TRACE:].splitlines())
        return line


def _fields(record: logging.LogRecord) -> Mapping[str, Any]:
    """What a record was given as ``extra={"fields": …}``."""
    fields = getattr(record, "fields", {})
    return {name: _text(value) if isinstance(value, str) else value for name, value in fields.items()}


def _text(text: str) -> str:
    """A text as it may stand in the log."""
    whole = without_secrets(text)
    return whole if len(whole) <= _LONGEST else whole[:_LONGEST] + "…"


def _one_line(text: str) -> str:
    """A text whose control characters (line ends, escapes, changes of direction) are shown as codes."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)


def log_to(stream: IO[str] | None = None, *, form: str = "json", level: str = "info") -> None:
    """Send what the program and its libraries log to one place, in one form.

    Parameters
    ----------
    stream
        Where to; standard error if it is None.
    form
        ``json`` or ``lines``.
    level
        From which level on: ``debug``, ``info``, ``warning``, ``error``.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.set_name(_HANDLER)
    handler.setFormatter(JsonLines() if form == "json" else PlainLines())
    root = logging.getLogger()
    root.handlers = [one for one in root.handlers if one.get_name() != _HANDLER] + [handler]
    logging.getLogger("commonweal").setLevel(level.upper())
    root.setLevel(logging.WARNING)  # libraries tell of trouble only: their lines may hold addresses and SQL
    logging.captureWarnings(capture=True)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        one = logging.getLogger(name)
        one.handlers, one.propagate = [], True
    logging.getLogger("uvicorn.error").setLevel(logging.INFO)
    logging.getLogger("uvicorn.access").disabled = True  # ours tells more, and no query
