import ctypes
import platform

import pytest

from lmo_tui.cli.allocation import keep_memory_small


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc can be asked")
def test_glibc_does_as_it_is_asked() -> None:
    assert keep_memory_small()


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_: object())
    assert not keep_memory_small()
