"""Settings of a server: from a TOML file, the environment and the command line, the later the stronger.

Secrets (the password of the database, the secret of OpenID Connect) come from the environment or from files
that only their owner can read.
"""

# ruff: noqa: PLC0415  the settings are loaded with the server

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from commonweal.errors import ModelError

if TYPE_CHECKING:
    from commonweal.api.settings import ServerSettings

__all__ = ["OIDC_SECRET", "Configured", "configured"]

OIDC_SECRET: Final = "COMMONWEAL_OIDC_SECRET"  # noqa: S105 - the name of a variable
"""The environment variable that holds the client's secret of OpenID Connect."""

_TABLES = ("jobs", "oidc")
_BESIDE = ("database", "database_file")
_SECRET_FILE = "client_secret_file"  # noqa: S105 - a key
_OTHERS = 0o077


@dataclass(frozen=True)
class Configured:
    """How a server runs, and where its rows are.

    Attributes
    ----------
    settings
        As the server takes them.
    database
        Address of a PostgreSQL database; None for SQLite in the folder.
    """

    settings: ServerSettings
    database: str | None


def configured(file: Path | None, given: Mapping[str, Any], database: str | None) -> Configured:
    """The settings of a server.

    Parameters
    ----------
    file
        The TOML file; None for none.
    given
        What the command line says; it goes before the file.
    database
        What the command line or the environment says of the database.

    Raises
    ------
    ModelError
        If the file says what there is not, is wrong, or holds a secret that others can read.
    """
    said = {} if file is None else _read(file)
    place = database or _database_of(said, file)
    said = {key: value for key, value in said.items() if key not in _BESIDE}
    for table in _TABLES:
        if not isinstance(said.get(table, {}), Mapping):
            raise ModelError(f"{_in(file)}{table}: this should be a table, [{table}].")
    jobs = {**said.get("jobs", {}), **given.get("jobs", {})}
    merged = {**said, **given} | ({"jobs": jobs} if jobs else {})
    if merged.get("team"):
        merged = {"log": "json", "secure_cookies": True, **merged}
    if merged.get("log", "lines") == "lines":
        merged = {"log_level": "warning", **merged}  # who watches a terminal is not told of every request
    if "oidc" in merged:
        merged["oidc"] = _with_secret(dict(merged["oidc"]), file)
    return Configured(_settings_of(merged, file), place)


def _settings_of(said: Mapping[str, Any], file: Path | None) -> ServerSettings:
    """Settings as the server takes them; each value is of its kind.

    Raises
    ------
    ModelError
        If one is not.
    """
    try:
        from pydantic import TypeAdapter, ValidationError

        from commonweal.api.settings import OidcSettings, ServerSettings
        from commonweal.work.limits import Limits
    except ImportError as error:
        package = (error.name or "a package").partition(".")[0]
        why = f"The server needs {package}, which is not installed: pip install 'commonweal[server]'."
        raise ModelError(why) from error
    for kind, values, where in (
        (ServerSettings, said, ""),
        (Limits, said.get("jobs", {}), "jobs."),
        (OidcSettings, said.get("oidc", {}), "oidc."),
    ):
        _refuse_unknown(kind, values, where, file)
    try:
        return TypeAdapter(ServerSettings).validate_python(dict(said))
    except ValidationError as error:
        first = error.errors()[0]
        if isinstance(first.get("ctx", {}).get("error"), ModelError):
            raise first["ctx"]["error"] from error
        key = ".".join(str(part) for part in first["loc"])
        raise ModelError(f"{_in(file)}{key}: {first['msg']}.") from error


def _refuse_unknown(kind: type, values: Mapping[str, Any], where: str, file: Path | None) -> None:
    """Refuse keys that say nothing, and tables that lack what they need."""
    known = {field.name: field for field in fields(kind)}
    for key in values:
        if key not in known:
            close = get_close_matches(str(key), known, n=1)
            hint = f" Did you mean '{where}{close[0]}'?" if close else f" There is: {', '.join(known)}."
            raise ModelError(f"{_in(file)}there is no setting '{where}{key}'.{hint}")
    needed = [
        name
        for name, field in known.items()
        if values and field.default is MISSING and field.default_factory is MISSING and name not in values
    ]
    if needed:
        raise ModelError(f"{_in(file)}{where}{needed[0]} is missing.")


def _read(file: Path) -> dict[str, Any]:
    """What a TOML file says.

    Raises
    ------
    ModelError
        If it is none.
    """
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ModelError(f"{file.name} can't be read: {error}.") from error


def _database_of(said: Mapping[str, Any], file: Path | None) -> str | None:
    """The database that a file of settings names, or a file that it names.

    Raises
    ------
    ModelError
        If a password stands in the file of settings.
    """
    if "database_file" in said:
        return _secret_in(_beside(str(said["database_file"]), file))
    if "database" not in said:
        return None
    address = str(said["database"])
    if "@" in address and ":" in address.partition("://")[2].partition("@")[0]:
        raise ModelError(
            f"{_in(file)}database: a password has no place here. Put the whole address into a file that only "
            "its owner can read, and name it: database_file; or into COMMONWEAL_DATABASE."
        )
    return address


def _with_secret(said: dict[str, Any], file: Path | None) -> dict[str, Any]:
    """Settings of OpenID Connect with the client's secret.

    Raises
    ------
    ModelError
        If it stands in the file of settings, or nowhere.
    """
    if "client_secret" in said:
        raise ModelError(
            f"{_in(file)}oidc.client_secret: a secret has no place here. Put it into a file that only its "
            f"owner can read, and name it: {_SECRET_FILE}; or into {OIDC_SECRET}."
        )
    named = said.pop(_SECRET_FILE, None)
    secret = os.environ.get(OIDC_SECRET) or (_secret_in(_beside(str(named), file)) if named else None)
    if secret is None:
        raise ModelError(
            f"{_in(file)}oidc: there is no secret. Name a file ({_SECRET_FILE}), or set {OIDC_SECRET}."
        )
    return {**said, "client_secret": secret}


def _secret_in(path: Path) -> str:
    """The one line of a file that nobody but its owner can read.

    Raises
    ------
    ModelError
        If others can read it, or it is empty.
    """
    with path.open(encoding="utf-8") as opened:
        if os.fstat(opened.fileno()).st_mode & _OTHERS:
            raise ModelError(f"Others can read {path}, which holds a secret. Run: chmod 600 {path}")
        secret = opened.read().strip()
    if not secret:
        raise ModelError(f"{path} is empty; it should hold a secret.")
    return secret


def _beside(name: str, file: Path | None) -> Path:
    """A path as a file of settings names it, from where that lies."""
    return Path(name) if file is None else file.parent / name


def _in(file: Path | None) -> str:
    """Where a setting stands, for the beginning of a sentence."""
    return "" if file is None else f"{file.name}: "
