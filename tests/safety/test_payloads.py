import pytest

from lmo_tui.domain.text import clean
from tests.payloads import MARKUP, PAYLOADS, Payload
from tests.safety.scan import leaks

_TRACED = [payload for payload in PAYLOADS if payload.trace]
_SENT = [payload for payload in _TRACED if payload not in MARKUP and payload.name != "lone_surrogate"]


def _name(payload: Payload) -> str:
    return payload.name


def test_there_are_enough_and_each_is_itself() -> None:
    assert len(PAYLOADS) >= 48
    assert len({payload.name for payload in PAYLOADS}) == len(PAYLOADS)
    assert len({payload.text for payload in PAYLOADS}) == len(PAYLOADS)


@pytest.mark.parametrize("payload", PAYLOADS, ids=_name)
def test_clean_leaves_nothing_that_could_harm(payload: Payload) -> None:
    cleaned = clean(payload.text)

    assert leaks(cleaned.encode()) == []
    assert clean(cleaned) == cleaned
    assert "\x1b" not in cleaned
    assert len(cleaned) <= 4_096


@pytest.mark.parametrize("payload", MARKUP, ids=_name)
def test_clean_leaves_markup_to_be_shown_as_it_is(payload: Payload) -> None:
    assert clean(payload.text) == payload.text


@pytest.mark.parametrize("payload", _SENT, ids=_name)
def test_the_scan_finds_each_payload_in_what_a_careless_program_sends(payload: Payload) -> None:
    heard = b"\x1b[2J\x1b[1;1H\x1b[31mCustomer\x1b[0m " + payload.text.encode() + b"\x1b[2;1H"

    assert payload.name in leaks(heard)


def test_the_scan_is_quiet_about_an_honest_program() -> None:
    honest = "\x1b]0;lmo-tui\x07\x1b[?1049h\x1b[2J\x1b[1;1H\x1b[1;31mL-02207 ● Trial ␛[2J株式会社\x1b[0m\r\n\x1b[?1049l"

    assert leaks(honest.encode()) == []


def test_the_scan_finds_bytes_that_are_no_text() -> None:
    assert leaks(b"AA\xed\xa0\x80BB") == ["U+DC80", "U+DCA0", "U+DCED"]
