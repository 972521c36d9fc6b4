"""The privacy notice: what is kept, what for, how long, who reads it, and what anybody may ask for.

It says what the product does as it is. Source of what a notice must tell: 个人信息保护法, articles 17 and 44 to 50.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from tongxin.portal.texts import Change, PublicText, Section

KEPT = Section(
    _("What is kept, and what for"),
    (
        _(
            "From the roster: name, staff number, unit, posts, membership in the Party, union, League and"
            " women's committee, sex and day of birth, each with its days. They decide what you may do and who"
            " is responsible for you."
        ),
        _(
            "Identity number and phone: encrypted. Whoever looks must give a reason; each look is noted, and"
            " you see how often it happened."
        ),
        _(
            "What you say: with your name, for those who handle and supervise it; for the handler only,"
            " encrypted, and read by that one person. Pictures and files are encrypted always, and lose the"
            " data hidden in them."
        ),
        _("Your password: as a digest from which it cannot be worked out. Wrong tries are counted for 15 minutes."),
        _("A journal of what was changed and of sensitive reading. Who raised or rated a matter does not stand in it."),
        _(
            "That you read this notice: which version, and when. It is no consent; nothing is allowed by it. Each new"
            " version is shown to you once, with what has changed."
        ),
        _(
            "If a sign-in code is sent to your phone: the number goes to the message service that your company has"
            " chosen, with the code and nothing else; here only a keyed digest of the code is kept."
        ),
        _("What you write under “Complain or suggest”: encrypted, with the hour. Your name only if you leave it."),
    ),
)
DEVICE = Section(
    _("What stays on your device"),
    (
        _("A sign-in of at most 12 hours; your choice of language, colours and size for a year."),
        _("What you have typed and not sent: encrypted for you alone, at most 30 days, deleted once it is sent."),
        _("Pages are not kept. Only the look of the pages and one page that says that there is no connection are."),
    ),
)
NOT_TAKEN = Section(
    _("What is never taken"),
    (
        _("Where you are, your address book, your camera or microphone, your face, how long you look at a page."),
        _(
            "Nothing goes to anybody outside, but for a message that you asked for yourself, or a sign-in code for"
            " your phone: no page calls a foreign service, no data is sold or passed on."
        ),
    ),
)
TIME = Section(
    _("How long"),
    (
        _("Notices: 180 days after you have read them, 24 months at most. Marks against double sending: 30 days."),
        _(
            "Where your company has switched that on, what is past its term is erased: words, names and files of a"
            " matter 60 months after its end, names in the record of acts after 120 months, the log of sign-ins and"
            " looks after 48 months (the Cybersecurity Law demands six at least), the log of exports after 60,"
            " requests for a correction after 36. Numbers, days and units stay. Until then nothing of it goes by"
            " itself."
        ),
        _(
            "Your entry in the roster: as long as your company must keep it by law and its own rules; ask there for"
            " the term."
        ),
        _("The journal cannot be changed unnoticed; of what was erased it keeps that it was erased."),
    ),
)
READERS = Section(
    _("Who reads it"),
    (
        _("Rights follow posts: whoever holds a post sees what it needs, from its first day to its last."),
        _(
            "System, security and audit administrators are three people, and none of them reads what you say"
            " in a matter."
        ),
        _("Marks that people give to an answer are counted together only, from 10 on."),
    ),
)
RIGHTS = Section(
    _("What you may ask for"),
    (
        _("To see your data: “Me” shows what is kept of you, what you may do and how often others looked."),
        _(
            "To get a copy, to have something corrected, completed or deleted: tell the one who keeps your"
            " roster, or write under “Complain or suggest” with a way to reach you. If it cannot be done, you"
            " are told why."
        ),
        _("To have a rule explained, and to have a person look at anything that a machine suggested."),
    ),
)

SUMMARY = (
    _("Kept of you: what the roster says, what you say here, and a journal of who changed or looked at what."),
    _("What for: to know who is responsible for you, to answer you, and to show afterwards that all went right."),
    _("Never: your place, face, camera, address book, how long you look, or what you think."),
    _("Who reads it: whoever holds a post that needs it. What you say in confidence is read by the handler alone."),
    _("You may see all of it, take a copy, and ask for a correction or deletion at any time, under “Me”."),
)
CHANGES = (
    Change(
        version=2,
        since=date(2026, 11, 21),
        lines=(
            _("It is noted that you have read this notice, and when."),
            _(
                "You may have a code sent to your phone; then the number goes to the message service that your"
                " company has chosen."
            ),
        ),
    ),
    Change(
        version=3,
        since=date(2026, 11, 21),
        lines=(
            _(
                "A sign-in code may be sent to your phone; then the number goes to the message service that your"
                " company has chosen."
            ),
            _("It says after how long what you wrote, and who did what, is erased where your company has that done."),
        ),
    ),
)

PRIVACY = PublicText(
    title=_("Privacy notice"),
    intro=_("What the platform keeps of you, what for, how long, who reads it, and what you may ask for."),
    sections=(KEPT, DEVICE, NOT_TAKEN, TIME, READERS, RIGHTS),
    version=3,
    since=date(2026, 11, 21),
    summary=SUMMARY,
    changes=CHANGES,
)
