"""`handover`: a folder for a ticket, whole or not at all, and with `--privacy` without a name, an address or an id."""

import json
import re
import stat
from dataclasses import replace
from datetime import timedelta
from html import escape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.cli.handing_over import files_of
from lmo_tui.domain.errors import StorageError
from lmo_tui.domain.handover import Handover
from lmo_tui.domain.journal import Ending
from lmo_tui.domain.licenses import License
from lmo_tui.domain.markdown import escaped
from lmo_tui.domain.masking import masked
from lmo_tui.domain.timeline import HistoryRow, timeline
from lmo_tui.storage import bundles
from lmo_tui.storage.bundles import write_folder
from tests.cli.world import CommandLine
from tests.fakes.journal import an_entry
from tests.fakes.licenses import NOW, a_license

HERE = ("--org", "demo")
NAMES = ("account", "contact", "lead", "company", "owner", "created_by", "modified_by", "proxy_user")
ORG_IDS = ("00D5g0000000ABC", "00D5g0000000ABCEAS")

names = st.text("ÄZQX日本👨<|[*", min_size=3, max_size=6).map(lambda text: f"Zq{text}") | st.sampled_from(
    ("Name 1", "License 1", "mail 1", "Zq [x](javascript:1)", "Zq@here")
)
"""Names that stand in no bundle but as names; some look like what replaces them."""


def handed_over(license_: License, siblings: tuple[License, ...] = (), reason: str = "") -> Handover:
    """A hand-over with a change of ours, one of somebody else, a new owner, and a field of the ISV's own."""
    rows = [
        HistoryRow("0170000000000A1", NOW, license_.owner, "0055g0000000US9AAA", "status", "Trial", "Active"),
        HistoryRow("0170000000000A2", NOW, license_.owner, "", "ownerAssignment", license_.contact, license_.owner),
        HistoryRow("0170000000000A3", NOW, license_.owner, "", "version_id", "04t5g0000000VE1", "04t5g0000000VE2"),
    ]
    entry = replace(
        an_entry("9f3a77c0ffee", license_=license_, reason=reason, detail=reason, ending=Ending.REFUSED),
        user_name=license_.created_by,
        org_name=license_.company,
    )
    told = timeline(license_, rows, [entry], f"No access, says {license_.owner}.")
    return Handover(license_, told, siblings, NOW, license_.company, f"https://x.example/{license_.id}")


@given(st.lists(names, min_size=8, max_size=8), st.lists(names, min_size=2, max_size=2), st.sampled_from(ORG_IDS))
def test_no_name_address_or_id_is_in_a_masked_bundle_and_the_same_is_always_the_same_word(
    chosen: list[str], other: list[str], org_id: str
) -> None:
    told = dict(zip(NAMES, chosen, strict=True))
    mails = {"contact_email": f"{other[0]}@zq.example", "lead_email": "zq.lead@zq.example"}
    license_ = a_license(42, org_id=org_id, extra=(("Renewal Owner", other[1]),), **told, **mails)
    sibling = a_license(43, org_id=ORG_IDS[0], account=chosen[0], owner=chosen[1])
    whole = handed_over(license_, (sibling,), reason=f"called {other[1]} of {chosen[0]}")
    private = masked(whole)
    files = "\n".join(files_of(private).values())
    secret = {*chosen, *other, *mails.values(), org_id[:15], license_.id[:15], sibling.id[:15], "L-00042", "L-00043"}
    secret |= {"9f3a77c0ffee", "0055g0000000US", "0170000000000A", "04t5g0000000VE", "x.example"}
    for each in secret:
        for said in {each, escaped(each), escape(each), json.dumps(each)[1:-1]}:
            assert not re.search(rf"{re.escape(said)}(?!\d)", files), said
    assert private.license.account == private.siblings[0].account
    assert private.license.org_id == private.siblings[0].org_id
    assert len({getattr(private.license, name) for name in NAMES}) == len(set(chosen))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_a_bundle_is_well_formed_whatever_a_subscriber_typed(text: str) -> None:
    files = files_of(handed_over(a_license(42, account=text, company=text), reason=text))
    assert json.loads(files["handover.json"])["license"]["account"] == text
    picture = ElementTree.fromstring(files["facts.svg"])  # noqa: S314 - our own
    assert {each.tag.rpartition("}")[2] for each in picture.iter()} <= {"svg", "title", "style", "rect", "text"}
    rows = [line for line in files["handover.md"].split("\n") if line.startswith("| Account ")]
    assert len(rows) == 1
    assert rows[0].replace("\\\\", "").replace("\\|", "").count("|") == 3
    assert "<" not in escaped(text)
    assert "](" not in escaped(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", "a\\|b"),
        ("[x](javascript:1)", "\\[x\\](javascript:1)"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("http://evil.example", "http&#58;//evil.example"),
        ("see www.evil.example @admin", "see www&#46;evil.example &#64;admin"),
        ("jane@acme.example", "jane@acme.example"),
        ("&#64; # 1", "&amp;\\#64; \\# 1"),
        ("a\n\nb", "a b"),
    ],
)
def test_in_markdown_words_are_words(text: str, shown: str) -> None:
    assert escaped(text) == shown


def test_the_folder_is_ours_alone_and_never_replaces_one(lmo_tui: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "ticket"
    ran = lmo_tui("handover", *HERE, "L-00003", "-o", str(folder))
    assert (ran.code, str(folder) in ran.err) == (0, True)
    assert {each.name for each in folder.iterdir()} == {"handover.md", "handover.json", "facts.svg"}
    assert {stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    page = (folder / "handover.md").read_text()
    assert "**They cannot get in: the license is Suspended.** Can they use it: no, because Status is Suspended." in page
    assert "Stark Industries" in page
    again = lmo_tui("handover", *HERE, "L-00003", "-o", str(folder), "--privacy")
    assert (again.code, "is there already. Choose another name." in again.err) == (1, True)
    private = lmo_tui("handover", *HERE, "L-00003", "-o", str(tmp_path / "masked"), "--privacy")
    assert "Stark" not in private.out + private.err + (tmp_path / "masked" / "handover.md").read_text()


def test_a_disk_that_is_full_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, parts: list[str]) -> None:
        if path.name == "second":
            raise OSError(28, "No space left on device")
        path.write_text("".join(parts))

    monkeypatch.setattr(bundles, "write_whole", full)
    with pytest.raises(StorageError, match="No space left"):
        write_folder(tmp_path / "ticket", {"first": "1", "second": "2"})
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(StorageError, match="No such file"):
        write_folder(tmp_path / "not" / "there", {"first": "1"})


def test_the_same_moment_is_told_of_a_license_that_was_replaced() -> None:
    gone, live = a_license(42, status="Uninstalled"), a_license(43)
    private = masked(replace(handed_over(gone), newer=live, at=NOW + timedelta(days=1)))
    assert private.verdict.sentence.endswith("License 2 is the live license of this org.")
