import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.words.public import cut, mask, normalise, short_title, squeeze


def test_normalised_text_is_half_width_lower_case_with_single_blanks():
    assert normalise("\u3000Ａ３ 区\n\t路灯\xa0\u200b坏了 ") == "a3 区 路灯 坏了"


def test_texts_that_differ_in_blanks_only_are_squeezed_to_one():
    assert squeeze("\n\t\t 路灯\u3000坏了\xa0。") == squeeze("路灯坏了。") == "路灯坏了。"


def test_text_is_cut_into_words_without_blanks():
    assert cut("食堂 的饭菜\n太贵") == ["食堂", "的", "饭菜", "太贵"]
    assert cut("") == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("尊敬的领导：您好！食堂的饭菜太贵。希望改进。", "食堂的饭菜太贵"),
        ("\n\t\t\u3000\xa0尊敬的胡书记：\n\t您好!\n  食堂的饭菜太贵", "食堂的饭菜太贵"),
        ("尊敬的领导您好，食堂的饭菜太贵。", "食堂的饭菜太贵"),
        ("各位领导，你们好！食堂的饭菜太贵", "食堂的饭菜太贵"),
        ("厂领导：食堂的饭菜太贵。", "食堂的饭菜太贵"),
        ("您好，食堂的饭菜能不能便宜点？谢谢", "食堂的饭菜能不能便宜点？"),
        ("车间主任，你好：工资少发了", "工资少发了"),
        ("车间主任经常骂人。", "车间主任经常骂人"),
        ("食堂\n饭菜太贵", "饭菜太贵"),
        ("上级领导：打扰了！工资少发了", "工资少发了"),
        ("领导好！工资少发了", "工资少发了"),
        ("求助！三号楼停水三天了！", "三号楼停水三天了！"),
        ("求助！", "求助！"),
        ("尊敬的领导：您好！", "尊敬的领导：您好！"),
        ("  ", ""),
    ],
)
def test_the_title_is_the_first_sentence_that_says_something(text, title):
    assert short_title(text) == title


def test_a_long_sentence_is_cut_at_its_last_pause():
    assert (
        short_title("我是三车间的职工，去年十月以来加班费一直没有发放，多次询问都没有答复")
        == "我是三车间的职工，去年十月以来加班费一直没有发放…"
    )


def test_a_long_sentence_is_not_cut_at_a_pause_that_leaves_almost_nothing():
    assert short_title("一直以来，" + "停" * 50, limit=20) == "一直以来，" + "停" * 14 + "…"


def test_a_long_sentence_without_pause_is_cut_at_the_limit():
    title = short_title("停" * 50, limit=20)
    assert title == "停" * 19 + "…"


@pytest.mark.parametrize("sign", ["👨‍👩‍👧", "👍🏽", "🇨🇳", "e\u0301", "❤️"])
def test_a_sign_of_several_characters_is_never_split(sign):
    for filling in range(12):
        kept = short_title("字" * filling + sign * 9, limit=12).removesuffix("…").lstrip("字")
        assert kept == sign * (len(kept) // len(sign))


@given(st.text(), st.integers(5, 40))
def test_a_title_is_one_line_within_the_limit(text, limit):
    title = short_title(text, limit)
    assert len(title) <= limit
    assert not any(unicodedata.category(character) in {"Zl", "Zp"} or character in "\r\n\t" for character in title)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("身份证430102199001010014。", "身份证430*************14。"),
        ("证号11010519491231002x，", "证号110*************2x，"),
        ("旧号110105491231002", "旧号110**********02"),
        ("卡号6222021234567890123", "卡号622**************23"),
        ("电话13812345678或138 1234 5678", "电话138****5678或138****5678"),
        ("手机+8613812345678", "手机+86138****5678"),
        ("座机0731-88881234", "座机0731-****1234"),
        ("邮箱zhang.san@example.com.cn谢谢", "邮箱z***@example.com.cn谢谢"),
        ("编号188006，2019年，共12345678元", "编号188006，2019年，共12345678元"),
        ("１３８１２３４５６７８", "１３８****５６７８"),
    ],
)
def test_numbers_and_addresses_of_persons_are_masked_and_nothing_else(text, masked):
    assert mask(text) == masked
