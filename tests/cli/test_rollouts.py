"""`rollout`, and lists that a parameter decides."""

import json
from pathlib import Path

from tests.cli.conftest import Typing
from tests.cli.world import FakeWorld
from tests.fakes.features import PACKAGE, with_features
from tests.fakes.licenses import NOW, a_license
from tests.fakes.repository import with_licenses

HERE = ("--org", "demo")


def test_counted_by_group_each_with_the_filter_that_lists_it(in_world: Typing, tmp_path: Path) -> None:
    owned = [a_license(number, package_id=PACKAGE, version="2.3.0", sandbox=number > 3) for number in range(1, 6)]
    org = with_licenses([*owned, a_license(6, package_id="0335g0000000PK2")])
    org.parameters = with_features(owned)
    org.parameters.set("E_Signature", False, owned[4].id, NOW)
    lmo_tui = in_world(FakeWorld(org))
    ran = lmo_tui("rollout", *HERE, "e_signature")
    assert ran.code == 0, ran.err
    assert ran.out.splitlines()[1].split() == ["All", "on", "4", "80%", "#" * 24]
    told = json.loads(lmo_tui("rollout", *HERE, "acme__E_Signature", "sandbox", "--json").out)
    assert [(each["by"], each["value"], each["count"], each["of"]) for each in told[:2]] == [
        ("all", False, 1, 2),
        ("all", True, 1, 2),
    ]
    for each in told:
        listed = json.loads(lmo_tui("ls", *HERE, "sandbox", *each["filter"].split(" "), "--json").out)
        assert len(listed) == each["count"]
    exported = lmo_tui("export", *HERE, str(tmp_path / "off.json"), "param:E_Signature=off")
    assert exported.code == 0, exported.err
    assert [each["name"] for each in json.loads((tmp_path / "off.json").read_text())] == ["L-00005"]
    wrong = lmo_tui("rollout", *HERE, "nothing")
    assert (wrong.code, wrong.out) == (1, "")
    assert "No parameter is called nothing" in wrong.err
