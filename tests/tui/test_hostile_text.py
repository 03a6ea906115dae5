"""What a subscriber typed into a sign-up form is shown as text, and nothing else, on every screen and dialog."""

import re
from dataclasses import replace
from itertools import cycle

import pytest

from lmo_tui.domain.errors import RefusedError
from lmo_tui.domain.licenses import Field, License
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.domain.text import FORBIDDEN, clean
from tests.fakes.licenses import a_license, license_id
from tests.fakes.repository import FakeRepository, an_org
from tests.payloads import MARKUP, PAYLOADS
from tests.robots.desk import Desk, at_the_desk

TEXTS = ("package", "version", "instance", "edition", "org_status", "account", "contact", "contact_email")
MORE_TEXTS = ("lead", "lead_email", "company", "proxy_user", "owner", "created_by", "modified_by", "license_type")


def hostile(payload: str) -> License:
    """A license whose every text is this, as the border gives it on: cleaned."""
    text = clean(payload)
    values = dict.fromkeys((*TEXTS, *MORE_TEXTS), text or "Nobody")
    extra = ((text, text), ("Own", text))
    return a_license(42, **values, extra=extra)


def an_org_of(payload: str) -> FakeRepository:
    text = clean(payload)
    org = replace(an_org(OrgClass.DEMO), name=text, alias=text, user_name=text)
    sibling = replace(hostile(payload), id=license_id(7), name="L-00007")
    return FakeRepository([hostile(payload), sibling], org)


async def every_screen(desk: Desk) -> list[str]:
    """What stands on each of them."""
    seen = []

    async def look(*keys: str) -> None:
        await desk.press(*keys)
        seen.append(desk.text)

    await look()
    for way_in, way_out in (
        (["enter"], ["q"]),
        (["s"], ["q"]),
        (["s", "enter"], ["q"]),
        (["e"], ["ctrl+c"]),
        (["x"], ["ctrl+c"]),
        (["b"], ["q"]),
        (["g", "7"], ["ctrl+c"]),
        (["question_mark"], ["ctrl+c"]),
        (["colon"], ["ctrl+c"]),
        (["o"], ["q"]),
        (["slash"], ["ctrl+c"]),
    ):
        await look(*way_in)
        await desk.press(*way_out)
    desk.repository.somebody_changes(license_id(42), by=desk.repository.here.user_name, seats=51)
    await desk.status("Suspended").confirm()
    await look()
    await look("v")
    await desk.press("q")
    desk.repository.fail("license", RefusedError(desk.repository.here.user_name, desk.repository.here.user_name))
    await look("r")
    return seen


@pytest.mark.parametrize("payload", [each.text for each in MARKUP], ids=[each.name for each in MARKUP])
async def test_markup_is_shown_as_it_was_written(payload: str) -> None:
    async with at_the_desk(repository=an_org_of(payload), size=(170, 45)) as desk:
        assert payload[:12] in desk.text
        await desk.press("enter").expect(re.escape(payload[:30])).press("s").expect(re.escape(payload[:30]))


@pytest.mark.parametrize("first", range(0, len(PAYLOADS), 9))
async def test_no_foreign_control_reaches_a_screen(first: int) -> None:
    """Every payload in some fields here; every field with every payload is tried on a real terminal."""
    texts = cycle(clean(each.text) or "Nobody" for each in PAYLOADS[first : first + 9])
    repository = an_org_of(PAYLOADS[first].text)
    repository.licenses = [
        replace(license_, **{field: next(texts) for field in (*TEXTS, *MORE_TEXTS)})  # type: ignore[arg-type]  # texts
        for license_ in repository.licenses
    ]
    async with at_the_desk(repository=repository, size=(80, 24)) as desk:
        for text in await every_screen(desk):
            assert not {ord(character) for character in text.replace("\n", "")} & FORBIDDEN


@pytest.mark.parametrize("letter", ["L", "W ", "株"])
async def test_a_long_name_hides_neither_the_change_nor_the_org(letter: str) -> None:
    async with at_the_desk([a_license(account=clean(letter * 5_000))], org_class=OrgClass.DEMO, size=(80, 24)) as desk:
        await (
            desk.status("Suspended")
            .expect("in acme-lmo +DEMO")
            .expect(r"Status +Active +→ +■ Suspended")
            .confirm()
            .expect_sent({Field.STATUS: "Suspended"})
        )


async def test_clicking_on_such_a_name_does_nothing_but_select() -> None:
    payload = "[@click=app.pwn]MARK[/]"
    async with at_the_desk(repository=an_org_of(payload), size=(170, 45)) as desk:
        called: list[str] = []
        setattr(desk.app, "action_pwn", lambda: called.append("pwned"))  # noqa: B010 - what the name asks for
        for opened in ((), ("enter",), ("s",), ("s", "enter"), ("g", "7")):
            await desk.press(*opened)
            if "[@click" in desk.text:
                await desk.click("[@click")
            while len(desk.app.screen_stack) > 1:
                await desk.press("ctrl+c" if "Dialog" in type(desk.app.screen).__name__ else "left")
        assert called == []
        await desk.expect_nothing_sent()


async def test_a_toast_parses_nothing() -> None:
    async with at_the_desk([a_license()]) as desk:
        for payload in MARKUP:
            desk.app.notify(payload.text, title=payload.text)
        desk.app.notify("AA\x1b]0;PWNED\x07BB")
        await desk.rest()
        shown = "".join(desk.text.split())
        assert "[link=https://evil.example/]MARK[/link]" in shown
        assert "\x1b" not in desk.text


async def test_a_message_is_as_wide_on_every_terminal() -> None:
    """Terminals disagree on a skin tone: one line of a toast flowed over into the next."""
    async with at_the_desk() as desk:
        desk.app.notify("👍🏽 ☎️ 👨‍👩‍👧")
        await desk.expect("👍 ☎ 👨👩👧")
        assert [note.message for note in desk.app._notifications] == ["👍 ☎ 👨👩👧"]
