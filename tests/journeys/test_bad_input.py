"""What a person gets wrong is said beside the field, in a plain sentence, and what was typed stays."""

import pytest
from playwright.sync_api import expect

from tongxin.casework.models import Case

pytestmark = pytest.mark.browser

MEGABYTE = "冷" * (1024 * 1024 // 3)
PROGRAM = b"MZ\x90\x00" + b"\x00" * 2000


@pytest.fixture
def page(enter):
    """The form, on a phone."""
    return enter("何小满", "/say")


def sent(page, text):
    """Send a text, and return the field."""
    field = page.get_by_label("发生了什么")
    field.fill(text)
    page.get_by_role("button", name="交上去").click()
    page.wait_for_load_state()
    return field


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "请用几句话说一下发生了什么，再交上去。"),
        ("   \n ", "请用几句话说一下发生了什么，再交上去。"),
        ("😡😡😡", "请用文字说"),
        (MEGABYTE, f"超了 {len(MEGABYTE) - 20_000} 个字"),
    ],
    ids=["nothing", "blanks", "pictures only", "a megabyte"],
)
def test_a_text_that_cannot_be_handled_is_refused_beside_its_field_and_stays(page, text, sentence):
    field = sent(page, text)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#id_body_error")).to_contain_text(sentence)
    expect(field).to_have_attribute("aria-describedby", "id_body_error")
    assert field.input_value() == text, "the text did not stay"
    assert not Case.objects.exists()


def test_a_program_in_the_clothes_of_a_picture_is_refused_by_its_name_and_the_text_stays(page):
    page.get_by_label("选照片或文件").set_input_files(
        {"name": "照片.jpg", "mimeType": "image/jpeg", "buffer": PROGRAM}
    )  # fmt: skip
    field = sent(page, "更衣室没有热水。")
    expect(page.get_by_role("alert")).to_contain_text("照片.jpg")
    expect(field).to_have_value("更衣室没有热水。")
    assert not Case.objects.exists()


def test_a_reply_without_words_is_refused_and_the_choice_stays(enter, page):
    sent(page, "更衣室没有热水。")
    desk = enter("李桐", "/queue?view=new", {"width": 1280, "height": 800})
    desk.locator(".case").click()
    desk.get_by_role("button", name="受理").click()
    desk.get_by_text("正式答复").click()
    desk.get_by_role("button", name="发送").click()
    expect(desk.get_by_role("alert")).to_contain_text("请先写答复")
    expect(desk.get_by_role("radio", name="正式答复")).to_be_checked()
