import pytest

from tongxin.words.public import Classifier, KeywordClassifier, Suggestion

MODEL: Classifier = KeywordClassifier(
    {
        "pay": {"工资": 1.0, "加班费": 2.0, "拖欠": 1.0},
        "canteen": {"食堂": 2.0, "饭菜": 1.0, "拖欠": 1.0},
        "housing": {"宿舍": 1.0, "A3栋": 1.0},
    }
)


def test_the_category_of_the_weightier_words_comes_first():
    first, second = MODEL.suggest("食堂拖欠加班费和工资")
    assert (first.code, second.code) == ("pay", "canteen")
    assert first.confidence > second.confidence


def test_each_suggestion_names_the_words_that_spoke_for_it_strongest_first():
    assert MODEL.suggest("工资拖欠，加班费没有")[0].because == ("加班费", "工资", "拖欠")


def test_without_a_word_there_is_no_suggestion():
    assert MODEL.suggest("天气很好") == []
    assert MODEL.suggest("") == []
    assert KeywordClassifier({}).suggest("工资") == []


def test_a_word_that_several_categories_claim_says_less():
    pay, canteen = MODEL.suggest("拖欠工资")
    assert pay.code == "pay"
    assert canteen == Suggestion("canteen", canteen.confidence, ("拖欠",))
    assert MODEL.suggest("拖欠")[0].confidence < MODEL.suggest("工资")[0].confidence


def test_equal_scores_are_in_a_stable_order():
    assert [suggestion.code for suggestion in MODEL.suggest("拖欠")] == ["canteen", "pay"]


def test_a_word_counts_once_however_often_it_is_said():
    assert MODEL.suggest("宿舍宿舍宿舍") == MODEL.suggest("宿舍")


def test_blanks_case_and_width_do_not_hide_a_word():
    assert MODEL.suggest("加 班\n费")[0].because == ("加班费",)
    assert MODEL.suggest("ａ３栋")[0].because == ("A3栋",)


@pytest.mark.parametrize("text", ["工资", "食堂饭菜", "工资加班费拖欠" * 1000])
def test_confidence_lies_between_nothing_and_certainty(text):
    confidences = [suggestion.confidence for suggestion in MODEL.suggest(text)]
    assert all(0 < confidence < 1 for confidence in confidences)
    assert sum(confidences) < 1


def test_huge_weights_do_not_break_the_arithmetic():
    assert KeywordClassifier({"a": {"工资": 1e6}}).suggest("工资")[0].confidence == 1.0
