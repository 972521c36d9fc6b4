"""The page of terms: sources, numbers, holds and the switch, for the auditor alone."""

import html

from django.urls import reverse

from tongxin.core import clock
from tongxin.retention.models import Hold, Switch

AUDITOR = "郑明察"
TERMS = "/retention"


def text(response):
    return html.unescape(response.content.decode())


def test_each_term_stands_with_its_source(town, client):
    shown = text(town.enter(client, AUDITOR).get(TERMS, headers={"Accept-Language": "zh-hans"}))
    assert "《中华人民共和国网络安全法》第二十三条" in shown
    assert "保存 4 年" in shown
    assert "法定至少 6 个月" in shown
    assert "目前无到期" in shown
    assert "90 天内无到期" in shown
    assert "90 天内还有 0" not in shown


def test_a_hold_is_set_shown_and_ended_in_the_browser(town, client):
    page = town.enter(client, AUDITOR)
    day, number = clock.today().isoformat(), town.people["何小满"].staff_no
    assert page.post(TERMS, {"staff_no": "none", "reason": "仲裁", "until": day}).status_code == 422
    assert page.post(TERMS, {"staff_no": number, "reason": "", "until": day}).status_code == 422
    assert page.post(TERMS, {"staff_no": number, "reason": "仲裁", "until": ""}).status_code == 422
    assert page.post(TERMS, {"staff_no": number, "reason": "劳动仲裁第5号", "until": day}).status_code == 302
    hold = Hold.objects.get()
    assert "劳动仲裁第5号" in text(page.get(TERMS))
    end = reverse("retention:end-hold", args=[hold.key])
    page.post(end)
    page.post(end)
    assert "劳动仲裁第5号" not in text(page.get(TERMS))


def test_erasing_is_switched_on_and_off_in_the_browser(town, client):
    page = town.enter(client, AUDITOR)
    unread = page.post(reverse("retention:switch"), {"on": "yes", "due": "0"})
    assert (unread.status_code, Switch.objects.exists()) == (422, False)
    page.post(reverse("retention:switch"), {"on": "yes", "due": "1", "read": "on"})
    assert not Switch.objects.exists()
    page.post(reverse("retention:switch"), {"on": "yes", "due": "0", "read": "on"})
    assert Switch.objects.get().on
    page.post(reverse("retention:switch"), {"on": "no"})
    assert not Switch.objects.get().on
    assert Switch.objects.count() == 1
