import pytest

from commonweal.cli.server_file import OIDC_SECRET, configured
from commonweal.errors import ModelError


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Write a file of settings and read it."""
    monkeypatch.delenv(OIDC_SECRET, raising=False)

    def write(text, given=None, database=None):
        file = tmp_path / "server.toml"
        file.write_text(text)
        return configured(file, given or {}, database)

    return write


OIDC = '[oidc]\nissuer = "https://id.example.org"\nclient_id = "us"\n'


def test_without_a_file_a_server_is_for_one_person_on_this_machine():
    found = configured(None, {}, None)
    assert (found.settings.team, found.settings.host, found.database) == (False, "127.0.0.1", None)


def test_only_programs_are_told_of_every_request(written):
    levels = [written(text).settings.log_level for text in ("", "team = true", 'log_level = "debug"')]
    assert levels == ["warning", "info", "debug"]


def test_every_setting_can_stand_in_the_file(written):
    found = written(
        'team = true\nhost = "0.0.0.0"\nport = 9000\nallowed_hosts = ["plans.example.org"]\n'
        'database = "postgresql://commonweal@db/plans"\n[jobs]\nmemory = 1000000000\nper_person = 3\n'
    )
    assert (found.settings.port, found.settings.allowed_hosts) == (9000, ("plans.example.org",))
    assert (found.settings.jobs.per_person, found.settings.jobs.memory) == (3, 1_000_000_000)
    assert found.database == "postgresql://commonweal@db/plans"


def test_the_command_line_goes_before_the_file(written):
    found = written(
        "port = 9000\n[jobs]\nmemory = 1\nthreads = 7\n",
        {"port": 1, "jobs": {"memory": 2}},
        "postgresql://x/y",
    )
    assert (found.settings.port, found.settings.jobs.memory, found.settings.jobs.threads) == (1, 2, 7)
    assert found.database == "postgresql://x/y"


def test_a_team_has_secure_cookies_and_a_log_for_programs_unless_it_says_otherwise(written):
    assert (written("team = true").settings.secure_cookies, written("team = true").settings.log) == (
        True,
        "json",
    )
    assert written("team = true\nsecure_cookies = false").settings.secure_cookies is False


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("prot = 1", "server.toml.*'prot'.*'port'"),
        ("[jobs]\nmemroy = 1", "'jobs.memroy'.*'jobs.memory'"),
        ("port = 'many'", "port"),
        ("jobs = 3", "jobs: this should be a table"),
        ("port = ", "can't be read"),
        ('host = "0.0.0.0"', "this machine only"),
        ('[oidc]\nissuer = "x"\n', "secret"),
    ],
)
def test_what_is_wrong_is_said_with_its_key(written, text, said):
    with pytest.raises(ModelError, match=said):
        written(text)


@pytest.mark.parametrize(
    "text",
    [OIDC + 'client_secret = "hush"', 'database = "postgresql://me:hush@db/plans"'],
)
def test_secrets_have_no_place_in_the_file(written, text):
    with pytest.raises(ModelError, match="no place here") as caught:
        written(text)
    assert "hush" not in str(caught.value)


def test_a_secret_comes_from_a_file_that_only_its_owner_can_read(written, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("hush\n")
    secret.chmod(0o644)
    text = OIDC + 'client_secret_file = "secret"\n'
    with pytest.raises(ModelError, match="chmod 600"):
        written(text)
    secret.chmod(0o600)
    assert written(text).settings.oidc.client_secret == "hush"


def test_a_secret_comes_from_the_environment(written, monkeypatch):
    monkeypatch.setenv(OIDC_SECRET, "hush")
    assert written(OIDC).settings.oidc.client_secret == "hush"
