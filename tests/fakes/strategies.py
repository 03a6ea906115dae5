"""Any license, any view: what property tests draw from."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from lmo_tui.domain.filters import Column, Filter, Tab, View, spelled
from lmo_tui.domain.filters.fields import FIELDS, FieldName, FlagName, Kind
from lmo_tui.domain.filters.terms import (
    Comparison,
    DayWord,
    Flag,
    Held,
    Holding,
    Not,
    Offset,
    Op,
    Regex,
    Special,
    Term,
    Word,
)
from lmo_tui.domain.filters.view import sort_by
from lmo_tui.domain.ids import is_id, long_id
from lmo_tui.domain.licenses import License, Status
from lmo_tui.domain.text import FORBIDDEN
from tests.fakes.licenses import TODAY

AWKWARD = "aAzZ09 .@-_%*'\"\\;[]éÉßẞİıΣσςжЖ日本م👨\u200d👩\U0010ffff"
WORDS = ("Stark", "STARK", "Straße", "strasse", "İstanbul", "日本", "a@b.example", "100%", "O'Hara", "_", "L-0")

texts = st.text(st.sampled_from(AWKWARD), max_size=8) | st.sampled_from(("", *WORDS))
"""Text as the sanitizer lets it through."""

clean_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(
    lambda text: "".join(character for character in text if ord(character) not in FORBIDDEN)
)
dates = st.dates(date(1971, 1, 1), date(3999, 12, 31))
near_dates = st.integers(-40, 100).map(lambda days: TODAY + timedelta(days=days))
moments = st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds of aware moments
short_ids = st.text(st.sampled_from("aAbB0"), min_size=3, max_size=3).map(lambda end: "00D5g0000000" + end)
record_ids = short_ids | short_ids.map(long_id)
statuses = st.sampled_from(tuple(map(str, Status)))
seats = st.none() | st.integers(0, 60) | st.integers(0, 99_000_000)
versions = st.lists(st.integers(0, 120), min_size=2, max_size=4).map(lambda parts: ".".join(map(str, parts)))


@st.composite
def licenses(draw: st.DrawFn, number: int | None = None) -> License:
    """A license that an org may hold; its number makes id and name."""
    place = draw(st.integers(1, 120_000)) if number is None else number
    return License(
        id=long_id(f"a0L5g0000{place:06}"),
        name=f"L-{place:05}",
        status=draw(statuses),
        license_status=draw(statuses | st.just("")),
        license_type=draw(st.sampled_from(("", "Editable", "Editable", "Read-Only", "READ-ONLY"))),
        seats=draw(seats),
        used=draw(st.none() | st.integers(0, 60)),
        expires=draw(st.none() | near_dates | dates),
        installed=draw(st.none() | near_dates),
        package_id=draw(st.sampled_from(("", "0335g0000000PK1", "0335g0000000PK2"))),
        version=draw(versions | st.sampled_from(("", "3.2"))),
        latest_version=draw(versions | st.sampled_from(("", "3.2"))),
        org_id=draw(record_ids | st.just("")),
        sandbox=draw(st.booleans()),
        org_status=draw(st.sampled_from(("", "ACTIVE", "TRIAL", "DELETED", "PENDING_DELETE", "SUSPENDED", "HOLD"))),
        org_trial_ends=draw(st.sampled_from(("", "2026-11-23", "2026-11-24", "2026-02-31", "0000-01-01", "12/5/2026"))),
        org_facts_as_of=draw(st.none() | moments),
        modified=draw(st.none() | moments),
        modstamp=draw(st.sampled_from(("", "2026-11-20T08:30:00.000+0000"))),
        checkout=draw(st.sampled_from((False, False, False, True))),
        extra=tuple(draw(st.lists(st.tuples(texts, texts), max_size=2))),
        unseen=frozenset(draw(st.sets(st.sampled_from(("seats", "expires", "status", "account")), max_size=2))),
        account=draw(texts),
        company=draw(texts),
        contact=draw(texts),
        lead=draw(texts),
        contact_email=draw(texts),
        lead_email=draw(texts),
        package=draw(texts),
        edition=draw(texts),
    )


@st.composite
def shelves(draw: st.DrawFn, most: int = 10) -> list[License]:
    """Several licenses with different ids and names."""
    numbers = draw(st.lists(st.integers(1, 120_000), unique=True, max_size=most))
    return [draw(licenses(number)) for number in numbers]


def _comparisons(field: FieldName) -> st.SearchStrategy[Comparison]:
    match FIELDS[field].kind:
        case Kind.TEXT:
            values = (texts | st.sampled_from(("active", "trial", "ACTIVE", "no", "perhaps", "full"))).map(str.casefold)
            ops = st.sampled_from((Op.HOLDS, Op.EQUAL, Op.NOT_EQUAL))
            patterns = st.sampled_from(("a", "^a", "[a-c]$", "(a|b)+", "\\d{2}", "^$", "s.*k", "[^a]")).map(Regex)
            return st.builds(Comparison, st.just(field), ops, values) | st.builds(
                Comparison, st.just(field), st.just(Op.HOLDS), patterns
            )
        case Kind.ID:
            own = record_ids | st.sampled_from(("00d5g", "a0l5", "b0"))
            return st.builds(Comparison, st.just(field), st.sampled_from((Op.HOLDS, Op.EQUAL, Op.NOT_EQUAL)), own)
        case Kind.VERSION:
            short = st.lists(st.integers(0, 12), min_size=1, max_size=3).map(lambda each: ".".join(map(str, each)))
            return st.builds(Comparison, st.just(field), st.sampled_from(Op), short | versions)
        case Kind.NUMBER:
            numbers = st.integers(0, 60) | st.sampled_from((FieldName.SEATS, FieldName.USED))
            special = numbers | st.just(Special.SITE) if field is FieldName.SEATS else numbers
            return st.builds(Comparison, st.just(field), st.sampled_from(Op), special)
    days = near_dates | st.sampled_from((DayWord.MONTH, DayWord.FRIDAY, Offset(0), Offset(-3, "w"), Offset(-2, "y")))
    others = days | st.sampled_from(
        (FieldName.EXPIRES, FieldName.INSTALLED, FieldName.MODIFIED, FieldName.ORG_TRIAL_ENDS)
    )
    if field is FieldName.EXPIRES:
        others |= st.sampled_from((Special.NEVER, Offset(30), Offset(3, "m")))
    return st.builds(Comparison, st.just(field), st.sampled_from(Op), others)


_parameters = st.sampled_from(("On", "acme__on", "number", "acme__number", "day", "acme__day", "nothing"))
_ways = st.sampled_from([each for each in Op if each is not Op.HOLDS])
_days = st.integers(-1, 3).map(lambda days: TODAY + timedelta(days=days)) | st.sampled_from((Offset(1), DayWord.MONTH))
holdings: st.SearchStrategy[Holding] = st.builds(
    Holding, _parameters, st.sampled_from((Op.EQUAL, Op.NOT_EQUAL)), st.sampled_from(Held)
) | st.builds(Holding, _parameters, _ways, st.integers(-2, 3) | _days)
"""What a license has of a parameter, most often of one of those that the tests know."""


def _terms() -> st.SearchStrategy[Term]:
    words = (texts | record_ids | st.sampled_from(("l-0", "L-00"))).filter(str.strip)
    positive = st.one_of(
        words.map(lambda text: Word(text if is_id(text) else text.casefold())),
        st.sampled_from(FlagName).map(Flag),
        st.sampled_from(FieldName).flatmap(_comparisons),
        holdings,
    )
    return positive | st.builds(Not, positive)


filters: st.SearchStrategy[Filter] = st.lists(_terms(), max_size=3, unique=True).map(tuple)
"""Any filter that can be typed."""


@st.composite
def views(draw: st.DrawFn) -> View:
    """A view that a person may ask for."""
    columns = draw(st.lists(st.sampled_from(tuple(Column)), min_size=1, max_size=3, unique=True))
    sort = sort_by([(column, draw(st.booleans())) for column in columns])
    base = spelled(draw(st.just(()) | filters))
    return View(draw(st.sampled_from(tuple(Tab))), spelled(draw(filters)), sort, base=base)
