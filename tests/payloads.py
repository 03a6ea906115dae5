"""Hostile and awkward texts for every place where what others wrote meets the terminal."""

from typing import Final, NamedTuple


class Payload(NamedTuple):
    """One text, and the part of it that must never reach a terminal; one without a `trace` need only be shown well."""

    name: str
    text: str
    trace: str = ""


MARKUP: Final = (
    Payload("markup_style", "[red]MARK[/]"),
    Payload("markup_action", "[@click=app.quit]MARK[/]"),
    Payload("markup_action_quoted", '[@click="app.bell"]MARK[/]'),
    Payload("markup_action_screen", "[@click=screen.dismiss]MARK[/]"),
    Payload("markup_link", "[link=https://evil.example/]MARK[/link]", "\x1b]8;;https://evil.example/"),
    Payload("markup_closing", "Acme [/red] Ltd"),
    Payload("markup_unclosed", "Acme [bold"),
    Payload("markup_variable", "Acme [on $primary 10%]x[/] [a=b"),
    Payload("markup_brackets", "ACME [EU] Ltd [Test]"),
    Payload("markup_emoji_code", ":smile: MARK"),
    Payload("markup_escaped", "back\\[slash] \\"),
    Payload("markup_template", "$name ${name} {0} {name!r} %s %(x)s"),
)
"""Texts that mean something to Rich, to Textual, or to a careless formatter."""

SEQUENCES: Final = (
    Payload("escape_title", "AA\x1b]0;PWNED\x07BB", "\x1b]0;PWNED"),
    Payload("escape_title_st", "AA\x1b]2;PWNED\x1b\\BB", "\x1b]2;PWNED"),
    Payload("escape_clear", "AA\x1b[2JBB", "\x1b[2JBB"),
    Payload("escape_home", "AA\x1b[1;1HBB", "\x1b[1;1HBB"),
    Payload("escape_clipboard", "AA\x1b]52;c;cHduZWQ=\x07BB", "\x1b]52;c;cHduZWQ="),
    Payload("escape_link", "AA\x1b]8;;https://evil.example\x1b\\LINK\x1b]8;;\x1b\\BB", "\x1b]8;;https://evil.example"),
    Payload("escape_dcs", "AA\x1bP+q544e\x1b\\BB", "\x1bP+q544e"),
    Payload("escape_apc", "AA\x1b_Gpwned\x1b\\BB", "\x1b_Gpwned"),
    Payload("escape_report", "AA\x1b[6nBB", "\x1b[6n"),
    Payload("escape_answerback", "AA\x1b[0cBB\x05CC", "\x1b[0c"),
    Payload("escape_other_screen", "AA\x1b[?1049lBB", "\x1b[?1049lBB"),
    Payload("escape_mouse", "AA\x1b[?1003lBB", "\x1b[?1003lBB"),
    Payload("escape_color", "AA\x1b[31mRED\x1b[0mBB", "\x1b[31mRED"),
    Payload("escape_reset", "AA\x1bcBB", "\x1bcBB"),
    Payload("escape_charset", "AA\x1b(0BB", "\x1b(0BB"),
    Payload("escape_unfinished", "AA\x1b[;", "\x1b[;"),
    Payload("escape_notice", "AA\x1b]9;PWNED\x07\x1b]777;notify;PWNED\x07BB", "\x1b]9;PWNED"),
    Payload("c1_csi", "AA\x9b2JBB", "\x9b"),
    Payload("c1_osc", "AA\x9d0;PWNED\x9cBB", "\x9d"),
    Payload("c1_dcs", "AA\x90+q544e\x9cBB", "\x90"),
)
"""Texts that a terminal would take for orders."""

CONTROLS: Final = (
    Payload("nul", "AA\x00BB", "\x00"),
    Payload("bell", "AA\x07BB", "AA\x07"),
    Payload("backspace", "AA\x08\x08BB", "\x08\x08BB"),
    Payload("delete", "AA\x7fBB", "\x7f"),
    Payload("shift_out", "AA\x0eBB", "\x0e"),
    Payload("vertical_tab", "AA\x0bBB\x0cCC", "\x0b"),
    Payload("tab", "AA\tBB", "AA\tBB"),
    Payload("line_feed", "AA\nBB", "AA\nBB"),
    Payload("carriage_return", "AA\rBB", "AA\rBB"),
    Payload("line_end", "AA\r\nBB", "AA\r\nBB"),
    Payload("next_line", "AA\x85BB", "\x85"),
    Payload("separators", "AA\u2028BB\u2029CC", "\u2028"),
    Payload("flow_control", "AA\x13BB\x11CC", "\x13"),
    Payload("substitute", "AA\x1aBB\x18CC", "\x1a"),
)
"""Single characters that move the cursor, or stop the line."""

UNICODE: Final = (
    Payload("bidi_override", "AA\u202eEVIL\u202cBB", "\u202e"),
    Payload("bidi_isolate", "AA\u2066EVIL\u2069BB", "\u2066"),
    Payload("bidi_marks", "AA\u200fBB\u200eCC\u061cDD", "\u200f"),
    Payload("zero_width", "AA\u200b\u2060\ufeffBB", "\u200b"),
    Payload("joiners", "AA\u200c\u200dBB"),
    Payload("soft_hyphen", "AA\u00adBB", "\u00ad"),
    Payload("hangul_fillers", "AA\u3164\u115fBB", "\u3164"),
    Payload("tag_characters", "AA\U000e0041\U000e0042BB", "\U000e0041"),
    Payload("annotation", "AA\ufff9BB\ufffaCC\ufffb", "\ufff9"),
    Payload("combining", "A" + "\u0301" * 200 + "BB", "\u0301" * 4),
    Payload("cjk", "株式会社テスト" * 3),
    Payload("arabic", "شركة الأفق للتقنية"),
    Payload("hebrew", "תעשיות הגליל"),
    Payload("hindi", "हिन्दुस्तान क्रिया"),
    Payload("emoji", "👨\u200d👩\u200d👧\u200d👦🏳️\u200d🌈👍🏽BB"),
    Payload("variation", "☎️✈️BB"),
    Payload("lone_surrogate", "AA\ud800BB", "\ud800"),
    Payload("noncharacters", "AA\uffff\ufffeBB", "\uffff"),
    Payload("private_use", "AA\ue000BB"),
    Payload("wide_forms", "\uff1d1+1 \uff21\uff43\uff4d\uff45"),
)
"""Characters that hide, reorder, stack, or are wider than they look."""

SHAPES: Final = (
    Payload("plain", "PLAINxyz"),
    Payload("long", "L" * 10_000),
    Payload("long_words", "W " * 5_000),
    Payload("long_wide", "株" * 10_000),
    Payload("empty", ""),
    Payload("spaces", "   "),
    Payload("padded", "  padded  "),
    Payload("formula", '=HYPERLINK("https://evil.example","x")'),
    Payload("quotes", 'O\'Malley "Joe" `id` $(id) ; --'),
    Payload("wildcards", "100%_sure*?"),
    Payload("looks_like_null", "None"),
)
"""Texts whose length, edges or letters are the trap."""

PAYLOADS: Final = (*MARKUP, *SEQUENCES, *CONTROLS, *UNICODE, *SHAPES)
