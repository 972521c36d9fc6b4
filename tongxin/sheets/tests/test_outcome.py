from tongxin.sheets.public import Outcome, Refusal


def refusal(row):
    return Refusal(sheet="党员", row=row, column="入党时间", value="不详", reason="not a date")


def test_the_json_form_has_exactly_the_agreed_keys():
    outcome = Outcome(rows=3, new=2, rejected=[refusal(4)], seconds=1.23456)
    assert outcome.as_json() == {
        "rows": 3,
        "new": 2,
        "changed": 0,
        "moved": 0,
        "unchanged": 0,
        "duplicates": 0,
        "left": 0,
        "rejected": [{"sheet": "党员", "row": 4, "column": "入党时间", "value": "不详", "reason": "not a date"}],
        "warnings": [],
        "seconds": 1.235,
    }


def test_every_row_is_counted_once():
    assert Outcome(
        rows=7, new=1, changed=1, moved=1, unchanged=2, duplicates=1, left=9, rejected=[refusal(2)]
    ).adds_up()
    assert not Outcome(rows=2, new=1).adds_up()
    assert not Outcome(rows=1, new=1, rejected=[refusal(2)]).adds_up()


def test_a_row_that_is_refused_twice_does_not_add_up():
    assert not Outcome(rows=2, rejected=[refusal(2), refusal(2)]).adds_up()


def test_warnings_do_not_count_as_rows():
    assert Outcome(rows=1, new=1, warnings=[refusal(2), refusal(2)]).adds_up()
