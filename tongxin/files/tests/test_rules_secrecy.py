"""Marks of secrecy by example: what is refused, what is asked about, and what only sounds like a mark."""

import pytest

from tongxin.files.rules.secrecy import mark_in_name, mark_in_paper, mark_in_text

REFUSED_NAMES = {
    "a grade at the edge": "绝密会议.docx",
    "grade, star and term": "机密★5年.pdf",
    "wide digits and star": "机密★１０年.pdf",
    "a grade in brackets": "(秘密)名单.xlsx",
    "in Chinese brackets": "【绝密】",
    "a star without a grade": "内部★.txt",
    "spaces between": "绝 密.docx",
    "an underscore between": "绝_密.png",
    "traditional characters": "機密.pdf",
    "a grade before a dash": "机密-名单.xlsx",
    "a grade after an underscore": "名单_秘密.xlsx",
    "mark and title": "秘密★1年 通知.docx",
    "work secret with term": "工作秘密★3年.docx",
    "kept with care": "内部资料 注意保密.pdf",
    "labelled": "密级：机密.docx",
    "a term without a star": "秘密1年.pdf",
}
ASKED_NAMES = {
    "rules about such papers": "机密文件管理办法.docx",
    "an extract": "会议机密摘录.docx",
    "not to leave the house": "内部资料 严禁外传.pdf",
}
ORDINARY_NAMES = {
    "a pledge": "保密承诺书.docx",
    "a password": "密码本丢了.jpg",
    "internal": "内部通知.pdf",
    "a machine's seal": "机器密封圈.jpg",
    "a star": "star.png",
    "to keep secrets": "保守秘密.pptx",
    "trade secrets": "商业秘密培训.pptx",
    "the regulation": "国家秘密定密管理规定.pdf",
    "a secret vote": "秘密投票办法.docx",
    "work secrets as a subject": "工作秘密管理.docx",
    "the law made known": "保守国家秘密法宣传.pdf",
    "somebody's secret": "小满的秘密.jpg",
}
REFUSED_TEXTS = {
    "on a line of its own": "机密★10年\n关于清理班组台账的通知",
    "after the number of the copy": "000012\n机密★１０年\n特急",
    "spread": "绝 密 ★ 长期",
    "typed star": "秘密*1年",
    "hollow star": "秘密☆3年",
    "label": "密级：秘密",
    "work secret": "工作秘密★5年",
    "inward": "内部★",
    "kept with care": "内部资料　注意保密",
    "kept with care, with a comma": "内部资料，注意保密。",
    "deep in the text": "第一行\n" * 40 + "机密★10年\n" + "第二行\n" * 40,
}
ASKED_TEXTS = {
    "quoted": "公文上应当标注“机密★10年”这样的标志，放在版心左上角第一行",
    "a sign on a wall": "食堂门口贴了“内部资料 注意保密”的牌子，没有人管",
    "a grade alone": "秘密",
    "not to leave the house": "内部资料 严禁外传",
    "before a title on the same line": "机密★10年 关于开展机关作风整治大会精神传达学习活动的通知",
}
ORDINARY_TEXTS = {
    "a request": "请大家保守秘密，不要外传。",
    "gossip": "班长说这是秘密，不能告诉别人",
    "a training": "下周三商业秘密培训，请假要找谁？",
    "an oath": "我志愿加入中国共产党……保守党的秘密，对党忠诚",
    "a choice of grades": "密级：绝密、机密、秘密",
    "stars for a canteen": "★★★★★ 十年老店，味道不错",
    "a vote": "选举采用无记名投票方式，也就是秘密投票",
    "a leak of gossip": "有人泄露了我的个人秘密",
    "a machine": "三号机密封不好，漏油",
    "a clause": "员工不得泄露公司的技术秘密和商业秘密，违者解除合同。",
}


def cases(group):
    return [pytest.param(text, id=name) for name, text in group.items()]


@pytest.mark.parametrize("name", cases(REFUSED_NAMES))
def test_a_mark_in_a_name_is_refused(name):
    assert mark_in_name(name).certain


@pytest.mark.parametrize("name", cases(ASKED_NAMES))
def test_a_name_that_may_carry_a_mark_is_asked_about(name):
    assert not mark_in_name(name).certain


@pytest.mark.parametrize("name", cases(ORDINARY_NAMES))
def test_an_ordinary_name_passes(name):
    assert mark_in_name(name) is None


@pytest.mark.parametrize("text", cases(REFUSED_TEXTS))
def test_a_mark_in_a_text_is_refused_typed_or_in_a_paper(text):
    assert mark_in_text(text).certain
    assert mark_in_paper(text).certain


@pytest.mark.parametrize("text", cases(ASKED_TEXTS))
def test_words_that_may_be_a_mark_are_asked_about(text):
    assert not mark_in_text(text).certain


@pytest.mark.parametrize("text", cases(ORDINARY_TEXTS))
def test_ordinary_words_pass_typed_or_in_a_paper(text):
    assert mark_in_text(text) is None
    assert mark_in_paper(text) is None


def test_a_grade_alone_at_the_head_of_a_paper_is_its_mark_but_a_list_of_grades_is_a_form():
    assert mark_in_paper("机密\n关于清理台账的通知").certain
    assert not mark_in_paper("绝密\n机密\n秘密\n公开").certain


def test_a_mark_tells_its_sort():
    assert mark_in_text("工作秘密★5年").sort == "work"
    assert mark_in_text("机密★5年").sort == "state"


def test_a_long_text_without_lines_is_read_in_little_time():
    assert mark_in_paper("秘" * 200_000) is None
    assert mark_in_paper("内部资料" * 50_000) is None
    assert mark_in_paper("密级:" * 50_000) is None
