"""What one may type, by example: the help and the README show these, and a test parses each."""

from typing import Final

from lmo_tui.domain.filters.fields import FIELDS, FieldName, FlagName

EXAMPLES: Final = (
    ("acme L-000", "parts of number, customer, mail, org id; an id"),
    ("status:trial", "the field holds it; = is all of it, != the rest"),
    ('package:"Acme CRM" "trial"', 'with spaces; a flag as a word; "" is empty'),
    ("exp<30d", "ends before then, or did: 2027-01-31 6w 3m 1y"),
    ("exp>eoy !perpetual", "later; never is later than every day"),
    ("installed>-7d", "in the last week; also today, monday, eom, eoy"),
    ("can:no", "they cannot get in; also perhaps, yes"),
    ("used>seats use>=90", "fields compared; percent of the sold seats"),
    ("version<3.2 version:3.1", "by the numbers; 3.1 and every 3.1.x"),
    ("!sandbox package:/^Acme/", "not that; a pattern"),
    ("param:NS__Name=on", "a parameter: off unset none 500 30d < >"),
)
"""A filter and what it says, short enough for one line of the help at 80 by 24."""


def filter_table() -> str:
    """The examples, fields and flags as Markdown."""
    rows = (f"| `{typed}` | {meaning} |" for typed, meaning in EXAMPLES)
    return "\n".join(
        (
            "| filter | finds |",
            "|---|---|",
            *rows,
            "",
            f"Fields: {', '.join(f'`{word}`' for word in field_words())}.",
            "",
            f"Flags: {', '.join(f'`{flag}`' for flag in FlagName)}.",
        )
    )


def field_words() -> tuple[str, ...]:
    """Each field with its shortest name where it has one."""
    return tuple(_named(name) for name in FIELDS)


def _named(name: FieldName) -> str:
    aliases = FIELDS[name].aliases
    return f"{name.value}/{aliases[0]}" if aliases else name.value
