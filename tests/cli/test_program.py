"""The whole program against a demo LMO over real HTTP: in this process, and where that matters as one of its own."""

import socket
from pathlib import Path

import pytest

from lmo_tui.cli.ending import run
from lmo_tui.demo.seed import ODD_CASES
from lmo_tui.demo.server import DemoLmo, Options
from tests.cli.program import Finished, run_program, run_python
from tests.demo.fixtures import MakeDemoLmo, demo_lmo, make_demo_lmo, pristine_lmo  # noqa: F401 - fixtures

LICENSE = "sfLma__License__c"
STATUS = "sfLma__Status__c"


class Here:
    """Runs the program in one demo LMO."""

    def __init__(self, lmo: DemoLmo, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.lmo = lmo
        self._capsys = capsys
        self._token_file = folder / "token"
        self._token_file.touch(mode=0o600)
        self._token_file.write_text(lmo.token + "\n")
        self.where = ("--instance-url", lmo.url + "/", "--access-token-file", str(self._token_file))

    def __call__(self, *arguments: str) -> Finished:
        code = run([*arguments, *self.where])
        out, err = self._capsys.readouterr()
        return Finished(code, out, err)

    def at(self, url: str, token: str | None = None) -> Finished:
        """Try to list the licenses of another address, or with another token."""
        self._token_file.write_text(token or self.lmo.token)
        self.where = ("--instance-url", url, *self.where[2:])
        return self("ls", "--json")

    def named(self, status: str) -> str:
        """The number of an ordinary license in this status."""
        odd = ", ".join(f"'{name}'" for name in ODD_CASES.values())
        sql = f"SELECT Name FROM {LICENSE} WHERE {STATUS} = ? AND Name NOT IN ({odd}) LIMIT 1"  # noqa: S608 - our own names
        return str(self.lmo.value(sql, status))


@pytest.fixture
def here(
    demo_lmo: DemoLmo,  # noqa: F811 - the fixture
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> Here:
    return Here(demo_lmo, tmp_path, capsys)


def test_a_change_is_one_conditional_patch_of_one_field(here: Here) -> None:
    name = here.named("Active")
    ran = run_program("set", name, "--status", "Suspended", "--json", "--reason", "CASE-1", *here.where)
    assert (ran.code, ran.err.count("lmo-tui:")) == (0, 0)
    assert ran.json["outcome"] == "applied"
    assert ran.json["license"]["status"] == "Suspended"
    patches = [request for request in here.lmo.audit.requests if request.method not in {"GET", "HEAD"}]
    assert [(patch.method, patch.body) for patch in patches] == [("PATCH", f'{{"{STATUS}": "Suspended"}}')]
    assert patches[0].header("If-Unmodified-Since")
    (commit,) = [commit for commit in here.lmo.audit.commits if commit.object == LICENSE]
    assert commit.after[STATUS] == "Suspended"
    shown = here("show", name, "--json")
    assert shown.json["status"] == "Suspended"


@pytest.mark.parametrize("case", ["uninstalled", "checkout"])
def test_a_locked_license_never_reaches_the_wire(here: Here, case: str) -> None:
    ran = here("set", ODD_CASES[case], "--seats", "5")
    assert (ran.code, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1
    assert {request.method for request in here.lmo.audit.requests} == {"GET"}


def test_a_list_is_all_there_is(here: Here) -> None:
    ran = here("ls", "--json")
    assert ran.code == 0
    assert len(ran.json) == here.lmo.value(f"SELECT COUNT(*) FROM {LICENSE}")  # noqa: S608 - our own name
    table = here("ls", "--tab", "uninstalled")
    assert all("Uninstalled" in line for line in table.out.splitlines()[1:])


def test_a_token_that_has_no_meaning_is_a_login_problem(here: Here) -> None:
    ran = here.at(here.lmo.url, "00D000000000000!nonsense")
    assert (ran.code, ran.out) == (4, "")
    assert "nonsense" not in ran.err


def test_a_token_may_come_on_stdin(here: Here) -> None:
    ran = run_program("ls", "--json", "--instance-url", here.lmo.url, "--access-token-file", "-", stdin=here.lmo.token)
    assert ran.code == 0
    assert ran.json


def test_where_nobody_answers_one_may_try_again(here: Here) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    ran = here.at(f"http://127.0.0.1:{port}")
    assert (ran.code, ran.out) == (3, "")
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize("url", ["http://example.org", "ftp://127.0.0.1", "https://user:hush@x.my.salesforce.com", ""])
def test_an_address_that_no_token_may_go_to_is_refused(here: Here, url: str) -> None:
    ran = here.at(url)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
    assert "hush" not in ran.err


def test_production_is_closed_for_a_script(
    make_demo_lmo: MakeDemoLmo,  # noqa: F811 - the fixture
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    here = Here(make_demo_lmo(Options(org_kind="production")), tmp_path, capsys)
    name = here.named("Active")
    ran = here("set", name, "--seats", "77")
    assert (ran.code, ran.out) == (1, "")
    assert "--unlock" in ran.err
    assert here.lmo.audit.commits == []
    assert here("set", name, "--seats", "77", "--unlock").code == 0
    assert len(here.lmo.audit.commits) == 1


def test_the_embedded_demo_keeps_what_was_changed() -> None:
    demo = ("--org", "demo", "L-00042", "--json")
    assert run_program("set", *demo, "--seats", "4242").json["outcome"] == "applied"
    assert run_program("show", *demo).json["seats"] == 4242


@pytest.mark.parametrize("arguments", [(), ("demo",)])
def test_without_a_terminal_the_desk_says_one_sentence_and_goes(arguments: tuple[str, ...]) -> None:
    ran = run_program(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "\x1b" not in ran.err


def test_a_reader_that_has_seen_enough_is_no_error(here: Here) -> None:
    script = (
        "import subprocess, sys; p = subprocess.Popen([sys.executable, '-m', 'lmo_tui', *sys.argv[1:]],"
        " stdout=subprocess.PIPE, stderr=subprocess.PIPE); p.stdout.close();"
        " err = p.stderr.read().decode(); print(p.wait(), err.count('Traceback'), err.count('BrokenPipe'))"
    )
    assert run_python("-c", script, "ls", "--json", *here.where).out == "0 0 0\n"


@pytest.mark.parametrize(("locale", "encoding"), [("POSIX", ""), ("C.UTF-8", "latin-1")])
def test_json_is_utf_8_in_every_locale(here: Here, locale: str, encoding: str) -> None:
    ran = run_program("ls", "--json", *here.where, LC_ALL=locale, LANG=locale, PYTHONIOENCODING=encoding)
    assert ran.code == 0
    assert any(not each["account"].isascii() for each in ran.json)
    table = run_program("ls", *here.where, LC_ALL=locale, LANG=locale, PYTHONIOENCODING=encoding)
    assert (table.code, len(table.out.splitlines())) == (0, 1 + len(ran.json))
