"""What the documentation gives to people who run a server can be read, and says what there is."""

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
import yaml

from commonweal.api.settings import OidcSettings, ServerSettings
from commonweal.cli.server_file import configured
from commonweal.work.limits import Limits

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "how-to" / "run-a-server.md"
COMPOSE = ROOT / "deploy" / "compose.yaml"


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load(COMPOSE.read_text())


def test_every_setting_is_told():
    text = PAGE.read_text()
    names = {field.name for field in fields(ServerSettings)} - {"jobs", "oidc"}
    names |= {f"jobs.{field.name}" for field in fields(Limits)}
    names |= {f"oidc.{field.name}" for field in fields(OidcSettings)} - {"oidc.client_secret"}
    assert [name for name in sorted(names) if f"`{name}`" not in text] == []


def test_the_example_of_settings_is_taken():
    found = configured(ROOT / "deploy" / "server.toml", {}, None)
    assert found.settings.team
    assert found.settings.secure_cookies


def test_the_settings_in_the_compose_file_are_taken(compose, tmp_path):
    file = tmp_path / "server.toml"
    file.write_text(compose["configs"]["server"]["content"])
    (tmp_path / "database").write_text("postgresql://commonweal:hush@database/commonweal\n")
    (tmp_path / "database").chmod(0o600)
    found = configured(file, {}, None)
    assert found.settings.team
    assert found.database == "postgresql://commonweal:hush@database/commonweal"


def test_what_the_compose_file_names_is_there(compose):
    services = compose["services"]
    assert {name for one in services.values() for name in one["networks"]} == compose["networks"].keys()
    mounted = [volume.partition(":")[0] for one in services.values() for volume in one["volumes"]]
    assert {name for name in mounted if name[0] != "."} == compose["volumes"].keys()
    assert (COMPOSE.parent / "postgres-role.sh").stat().st_mode & 0o111
    assert (ROOT / services["server"]["build"]["dockerfile"]).is_file()
    assert "ports" not in services["server"]  # only the proxy is reached from outside


def test_the_image_has_what_its_health_check_asks():
    text = (ROOT / "deploy" / "Containerfile").read_text()
    assert "/livez" in text
    assert "[print,postgres]" in text
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert {"print", "postgres"} <= extras.keys()


def test_the_image_is_built_of_what_there_is():
    lines = (ROOT / "deploy" / "Containerfile").read_text().splitlines()
    copied = [word for line in lines if line.startswith("COPY") for word in line.split()[1:-1]]
    assert {"frontend", "hatch_build.py", "scripts", "src"} <= set(copied)
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_the_unit_runs_the_server_with_few_rights():
    lines = (ROOT / "deploy" / "commonweal.service").read_text().splitlines()
    command = next(line for line in lines if line.startswith("ExecStart="))
    assert "commonweal serve" in command
    needed = {"NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=", "UMask=0077"}
    assert needed <= set(lines)
