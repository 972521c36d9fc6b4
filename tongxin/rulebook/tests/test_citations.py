"""Citations as readers of three languages see them."""

import pytest
from django.utils.translation import override

from tongxin.rulebook.citations import FORMER_TITLES, _titles, cited, number_of

LETTERS = "Regulations on Handling Letters and Visits (《信访工作条例》)"
PRODUCT_DEFAULT = "Product default (common practice, not checked against a document)"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("《信访工作条例》第三十四条", f"{LETTERS}, Article 34"),
        ("《信访工作条例》第二十二条、第二十三条", f"{LETTERS}, Articles 22 and 23"),
        ("《信访工作条例》第二条、第十条、第一百零二条", f"{LETTERS}, Articles 2, 10 and 102"),
        ("《信访工作条例》", LETTERS),
        ("《信访工作条例》第三章", f"{LETTERS}, 第三章"),
        ("通行做法", "Common practice"),
        ("平台默认（参照通行做法，未经文件核对）", PRODUCT_DEFAULT),
        ("产品默认（通行做法，未与文件核对）", PRODUCT_DEFAULT),
    ],
)
def test_in_english_the_document_is_named_in_english_and_by_its_own_name(text, shown):
    with override("en"):
        assert cited(text) == shown


def test_a_former_title_leads_to_one_that_a_pack_still_has():
    assert not FORMER_TITLES.keys() & _titles().keys()
    assert set(FORMER_TITLES.values()) <= _titles().keys()


@pytest.mark.parametrize("text", ["《本公司员工手册》第三条", "职代会决议", ""])
def test_what_no_pack_lists_stays_as_it_was_written(text):
    with override("en"):
        assert cited(text) == text


@pytest.mark.parametrize(
    ("language", "shown"), [("zh-hans", "《信访工作条例》第三十四条"), ("zh-hant", "《信訪工作條例》第三十四條")]
)
def test_in_chinese_it_is_the_document_s_own_words(language, shown):
    with override(language):
        assert cited("《信访工作条例》第三十四条") == shown


@pytest.mark.parametrize(("signs", "number"), [("四", 4), ("十", 10), ("十二", 12), ("二十", 20), ("一百零二", 102)])
def test_numbers_are_read_as_laws_write_them(signs, number):
    assert number_of(signs) == number
