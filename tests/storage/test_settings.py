"""The settings file: what is right counts, what is wrong is told with its place, and what others wrote stays."""

import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lmo_tui.domain.columns import parse_columns
from lmo_tui.domain.errors import StorageError
from lmo_tui.domain.feature_sets import FeatureSet
from lmo_tui.domain.filters import SavedView, parse_sort
from lmo_tui.domain.filters.saved import checked_name
from lmo_tui.domain.fit import Colors, Looks
from lmo_tui.storage.settings import SettingsFile

RENEWALS = SavedView("Renewals", "exp<60d !trial", parse_sort("status,-expires"))

BY_HAND = """\
# My settings
colour = "green"   # of no use, but mine

[[views]]
name = "Renewals"  # every Monday
filter = 'account:"Acme CRM"'

[[views]]
name = "Broken"
filter = "statsu:trial"

[other]
kept = true
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "config.toml"


def by_hand(file: Path, text: str) -> SettingsFile:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return SettingsFile(file)


def told(store: SettingsFile) -> list[str]:
    return [problem.told for problem in store.load().problems]


def test_what_is_kept_is_there_in_the_next_run_and_only_for_this_user(file: Path) -> None:
    assert SettingsFile(file).load().views == ()
    SettingsFile(file).keep_view(RENEWALS)
    SettingsFile(file).keep_view(SavedView("Everything", ""))
    assert SettingsFile(file).load().views == (RENEWALS, SavedView("Everything", ""))
    assert SettingsFile(file).load().problems == ()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_comments_and_what_is_not_ours_stay(file: Path) -> None:
    store = by_hand(file, BY_HAND)
    store.keep_view(RENEWALS)
    store.forget_view("broken")
    text = file.read_text()
    for line in (
        "# My settings",
        'colour = "green"   # of no use, but mine',
        "# every Monday",
        "[other]",
        "kept = true",
    ):
        assert line in text
    assert "Broken" not in text
    assert store.load().views == (RENEWALS,)


def test_what_is_wrong_is_told_with_its_line_and_the_rest_counts(file: Path) -> None:
    store = by_hand(file, BY_HAND)
    assert [view.name for view in store.load().views] == ["Renewals"]
    colour, broken, other = sorted(told(store), key=lambda each: "colour" not in each)[:3]
    assert colour == f"{file}, line 2: There is no setting “colour”. Did you mean colors?"
    assert {broken, other} == {
        f"{file}, line 10: View “Broken” is left out: There is no field “statsu”. Did you mean status? If it is a word"
        " to look for, quote it.",
        f"{file}: There is no setting “other”.",
    }


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("views = 3", "line 1: Views are written below"),
        ("[[views]]\nname = 3", "line 2: The name of a view is a text in quotes"),
        ('[[views]]\nfilter = "acme"', "line 1: View “” is left out: A view needs a name"),
        ('[[views]]\nname = "All"', "line 2: View “All” is left out: All is a tab"),
        ('[[views]]\nname = "A"\n[[views]]\nname = "a"', "line 4: There are two views “a”"),
        ('[[views]]\nname = "A"\nsort = "shoe"', "There is no column “shoe”"),
        ('[[views]]\nname = "A"\nfilters = "x"', "line 3: There is no setting “filters”. Did you mean filter?"),
        ("columns = 3", "line 1: Columns are written as"),
        ('columns = ["custmer"]', "line 1: The columns are left as they come: There is no column “custmer”. Did you"),
        ("[[views]\n", "is no TOML"),
        ("x = " + "[" * 5_000, "is no TOML"),
    ],
)
def test_every_mistake_has_its_sentence(file: Path, text: str, says: str) -> None:
    assert any(says in each for each in told(by_hand(file, text)))


def test_columns_stand_before_the_views_and_with_them(file: Path) -> None:
    store = by_hand(file, BY_HAND)
    columns = parse_columns(["name", "customer:30"])
    store.keep_columns(columns)
    store.keep_view(RENEWALS._replace(columns=parse_columns(["id"])))
    settings = store.load()
    assert settings.columns == columns
    assert settings.views[0].columns == parse_columns(["id"])
    assert "# My settings" in file.read_text()
    store.keep_columns(())
    assert store.load().columns == ()
    assert "columns" in file.read_text()  # Those of the view stay.


@pytest.mark.parametrize("text", ["[[views]\n", "views = 3\n", "views = []\n"])
def test_a_file_that_is_not_understood_is_never_written_over(file: Path, text: str) -> None:
    store = by_hand(file, text)
    with pytest.raises(StorageError):
        store.keep_view(RENEWALS)
    assert file.read_text() == text


def test_a_file_that_is_no_text_or_cannot_be_read_is_told(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"\xff\xfe\x00")
    assert "is no text" in told(SettingsFile(file))[0]
    assert "cannot be read" in told(SettingsFile(file.parent))[0]


def test_a_link_to_where_one_keeps_ones_files_stays_a_link(file: Path, tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles.toml"
    kept.write_text("")
    file.parent.mkdir()
    file.symlink_to(kept)
    SettingsFile(file).keep_view(RENEWALS)
    assert file.is_symlink()
    assert "Renewals" in kept.read_text()


words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"]), min_size=1, max_size=12)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=words, word=words)
def test_any_name_and_any_word_come_back(file: Path, name: str, word: str) -> None:
    quoted = '"{}"'.format(word.replace("\\", "\\\\").replace('"', '\\"'))
    view = SavedView(checked_name(f"a{name}"), quoted)
    file.unlink(missing_ok=True)
    SettingsFile(file).keep_view(view)
    assert SettingsFile(file).load().views == (view,)


def test_looks_are_set_and_what_means_nothing_is_detected(file: Path) -> None:
    store = by_hand(file, 'theme = "cvd"\nascii = true\ncolors = "256"\n')
    assert store.load().looks == Looks("cvd", ascii=True, colors=Colors.MANY)
    assert told(store) == []
    store = by_hand(file, 'theme = "contrest"\nascii = "yes"\ncolors = 256\n')
    assert store.load().looks == Looks()
    assert told(store) == [
        f"{file}, line 1: There is no theme “contrest”. Did you mean contrast?",
        f'{file}, line 2: The setting ascii is true, false or "auto".',
        f'{file}, line 3: The setting colors is "truecolor", "256", "16", "none" or "auto".',
    ]


SETS_BY_HAND = """\
# Mine
[[feature_sets]]
name = "gold"  # for the big ones
[feature_sets.values]
acme__A = true  # always
acme__B = "not set"

[[feature_sets]]
name = "Broken"
values = { acme__A = "on" }
"""


def test_feature_sets_are_kept_beside_what_a_person_wrote_of_them(file: Path) -> None:
    store = by_hand(file, SETS_BY_HAND)
    assert store.load().feature_sets == (FeatureSet("gold", {"acme__A": True, "acme__B": None}),)
    assert "A feature set is left out: Feature set “Broken”: acme__A is true" in told(store)[0]
    silver = FeatureSet("silver", {"acme__N": -1, "acme__D": date(2027, 1, 31), "acme__U": None}, "Acme Sign")
    gold = FeatureSet("gold", {"acme__A": False, "acme__C": 12}, "Acme Sign")
    for each in (silver, gold):
        store.keep_feature_set(each)
    store.forget_feature_set("broken")
    assert (store.load().feature_sets, store.load().problems) == ((gold, silver), ())
    text = file.read_text()
    assert "# for the big ones" in text
    assert "acme__A = false  # always" in text
    with pytest.raises(StorageError, match=r"Write \[\[feature_sets\]\] there"):
        by_hand(file, "feature_sets = 7").keep_feature_set(gold)
