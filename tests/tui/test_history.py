from lmo_tui.domain.filters import Tab, View
from lmo_tui.tui.actions.history import MOST, History

ALL, TRIAL, ACTIVE = View(), View(tab=Tab.TRIAL), View(tab=Tab.ACTIVE)


def test_back_and_forward_find_the_license_one_left() -> None:
    history = History()
    history.visit(ALL, None)
    history.leave("one")
    history.visit(TRIAL, "one")
    history.leave("two")

    assert history.back() == (ALL, "one")
    assert history.forward() == (TRIAL, "two")


def test_there_is_nothing_beyond_the_ends() -> None:
    history = History()
    assert (history.has_back, history.has_forward, history.back(), history.forward()) == (False, False, None, None)
    history.visit(ALL, None)
    assert (history.has_back, history.has_forward, history.back(), history.forward()) == (False, False, None, None)


def test_a_new_view_forgets_what_lay_ahead() -> None:
    history = History()
    for view in (ALL, TRIAL):
        history.visit(view, None)
    history.back()
    history.visit(ACTIVE, None)

    assert not history.has_forward
    assert history.back() == (ALL, None)


def test_the_same_view_is_no_step() -> None:
    history = History()
    history.visit(ALL, None)
    history.visit(ALL, "one")

    assert not history.has_back


def test_it_does_not_grow_for_ever() -> None:
    history = History()
    for number in range(3 * MOST):
        history.visit(View(text=str(number)), None)
    steps = 0
    while history.back():
        steps += 1

    assert steps == MOST - 1
