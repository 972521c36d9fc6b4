"""The usage norms: whom the platform is for, and what it never does. No setting switches any of it off.

Sources: 关于防治“指尖上的形式主义”的若干意见 (2023, on norms of use, ranking, forced use, needless records);
政务移动互联网应用程序规范化管理办法 (国办函〔2026〕12号, the five things an application may not do).
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from tongxin.portal.texts import PublicText, Section

WHO = Section(
    _("Whom it is for, and what for"),
    (
        _(
            "For everybody who works here, and for the Party organisation, the union, the League and the"
            " women's committee."
        ),
        _("To say what is wrong and get an answer from a named person by a fixed day."),
        _("To enter a fact once, so that nobody is asked for it twice."),
        _("It works in a browser. Nothing has to be installed, and nobody has to come here regularly."),
    ),
)
NEVER = Section(
    _("What it never does"),
    (
        _("No check-in: nobody has to confirm day by day that he is there."),
        _("No clock on people: it does not count how long anybody is here or looks at a page."),
        _("No ranking: no list puts people or units in an order of points, hours or activity."),
        _("No scores of opinions: no mark, label or list of what a person thinks, feels or believes."),
        _("No rates of use: nobody is measured, named or told off for not installing, opening or signing in."),
        _("No proof by picture: photos, videos and screenshots are never required, and places are never taken."),
        _("No likes, shares or views are counted, and none counts for anybody."),
        _("No machine decides against a person. What it suggests comes with the reason, and a person decides."),
        _("No advertisement and no business; no page sends anything to a service outside."),
    ),
)
NOBODY = Section(
    _("What nobody may ask of you in its name"),
    (
        _("To install it, to sign in at fixed times, or to answer at once outside working hours."),
        _("To act, learn or vote in somebody else's place, or to let somebody else act in yours."),
        _("To give up a secret ballot, or the choice of who reads what you say."),
        _("If somebody does, write it under “Complain or suggest” at the foot of each page. No name is needed."),
    ),
)
ASKED = Section(
    _("What we ask of you"),
    (
        _("Enter no state secret and no secret of the company: this is the wrong place for both."),
        _("Use your own account only, and sign out on a computer that others use too."),
        _("Say what happened as it happened. Nobody has to be right to say something."),
    ),
)
SOURCES = Section(
    _("Where these rules come from"),
    (
        _("Opinions on preventing formalism at the fingertips (关于防治“指尖上的形式主义”的若干意见), 2023."),
        _("Rules for mobile government applications (政务移动互联网应用程序规范化管理办法, 国办函〔2026〕12号), 2026."),
        _("They hold here in every company, also where the documents do not bind it, and cannot be switched off."),
    ),
)

NORMS = PublicText(
    title=_("Rules of use"),
    intro=_("Whom this platform is for, what it is for, and what it never does."),
    sections=(WHO, NEVER, NOBODY, ASKED, SOURCES),
    version=1,
    since=date(2026, 11, 21),
)
