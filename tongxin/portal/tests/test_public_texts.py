"""The texts that everybody may read: without signing in, in three languages, and never changed in silence."""

import hashlib
import html

import pytest
from django.urls import reverse
from django.utils import translation

from tongxin.portal.texts.norms import NORMS
from tongxin.portal.texts.privacy import PRIVACY, TIME
from tongxin.rulebook.public import section

TEXTS = {"norms": NORMS, "privacy": PRIVACY}
# A text that changes gets a new version and day; then its new digest is written here.
AS_READ = {
    ("norms", 1): "0dc7a908627e",
    ("privacy", 1): "801a6fec0278",
    ("privacy", 2): "47455d18ac84",
    ("privacy", 3): "331ea3a160f4",
}


def text_of(response):
    return html.unescape(response.content.decode())


def words_of(text):
    return [str(part) for section in text.sections for part in (section.title, *section.lines)]


def digest_of(text):
    with translation.override("zh-hans"):
        return hashlib.sha256("\n".join([str(text.title), str(text.intro), *words_of(text)]).encode()).hexdigest()[:12]


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_a_stranger_reads_all_of_it_in_each_language(client, db, name, language):
    client.cookies["tongxin_language"] = language
    shown = text_of(client.get(reverse(f"portal:{name}")))
    with translation.override(language):
        assert [words for words in words_of(TEXTS[name]) if words not in shown] == []


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_that_changed_has_a_new_version(name):
    assert AS_READ[name, TEXTS[name].version] == digest_of(TEXTS[name])


@pytest.mark.parametrize("refusal", ["不打卡", "不计时", "不排名", "不给想法打分", "不考核使用", "不强制留痕"])
def test_the_norms_name_what_the_platform_never_does(client, db, refusal):
    assert refusal in text_of(client.get(reverse("portal:norms")))


@pytest.mark.parametrize("who", [None, "何小满", "沈知夏", "周守一"])
@pytest.mark.parametrize(
    "address", ["/norms", "/complaints", "/no-such-page", "/gallery", "/sign-in", "/me", "/workbench"]
)
def test_every_page_leads_to_norms_privacy_and_complaints(client, town, who, address):
    if who:
        town.enter(client, who)
    shown = text_of(client.get(address, follow=True))
    for name in ("portal:norms", "portal:privacy", "feedback:say"):
        assert f'href="{reverse(name)}"' in shown, name


def test_operator_and_filing_numbers_stand_at_the_foot_when_set(client, town, settings):
    assert "ICP备" not in text_of(client.get("/sign-in"))
    settings.OPERATOR, settings.FILINGS = "同辉集团有限公司", ["京ICP备00000000号", "京公网安备00000000000000号"]
    shown = text_of(client.get("/sign-in"))
    assert all(words in shown for words in ("同辉集团有限公司", *settings.FILINGS))
    assert "运营单位 同辉集团有限公司" in text_of(client.get("/privacy"))


def test_the_privacy_notice_names_the_terms_after_which_things_are_erased():
    with translation.override("en"):
        told = " ".join(str(words) for words in TIME.lines)
    months = {entry["what"]: entry["value"] for entry in section("retention")["terms"]}
    assert f"{months['inbox.notices']} months at most" in told
    for what, words in {
        "casework.cases": "matter {} months after its end",
        "journal.facts": "record of acts after {} months",
        "journal.looks": "looks after {} months",
        "exports.log": "log of exports after {},",
        "disclosure.corrections": "correction after {}.",
    }.items():
        assert words.format(months.pop(what)) in told
    assert set(months) == {"inbox.notices"}
