"""The pages of imports: from the upload to the run, what is refused at once, examples, and the sentences of a check."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tongxin.core import clock
from tongxin.organisation.exporting.import_sheets import EXAMPLES, example_sheet
from tongxin.organisation.importing.carrying_out import advance_imports
from tongxin.organisation.importing.people import import_people
from tongxin.organisation.models import ImportRun
from tongxin.organisation.rules.import_notes import cautions, sayable
from tongxin.organisation.tests.pages import signed_in, text_of
from tongxin.organisation.tests.rosters import WOMAN
from tongxin.sheets.public import read

OFFICER = "沈知夏"
ROSTER = "工号,姓名,部门\nN1,赵一,模修班\n"


def sent(client, text=ROSTER, name="名册.csv", **more):
    data = {"what": "people", "sheet": SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)}
    return client.post(reverse("organisation:imports"), data | more)


class TestPages:
    def test_a_sheet_goes_from_upload_to_run(self, town):
        client = signed_in(town.people[OFFICER])
        answer = sent(client)
        assert answer.status_code == 302
        assert "being checked" in text_of(client.get(answer.url))
        advance_imports()
        assert "Bring it in" in text_of(client.get(answer.url))
        client.post(f"{answer.url}/apply")
        assert "being brought in" in text_of(client.get(answer.url))
        advance_imports()
        assert f"Brought in, as run {ImportRun.objects.get().pk}" in text_of(client.get(answer.url))

    def test_what_is_no_sheet_is_refused_at_once_and_the_choices_stay(self, town):
        answer = sent(signed_in(town.people[OFFICER]), b"%PDF-1.7", name="名册.xlsx", complete="模修班")
        assert answer.status_code == 422
        assert "This is not a spreadsheet" in text_of(answer)
        assert 'value="模修班"' in text_of(answer)

    def test_a_file_that_is_too_large_is_refused_with_its_limit(self, town, monkeypatch):
        monkeypatch.setattr("tongxin.organisation.web.forms.imports.LARGEST", 0)
        assert "larger than 20 MB" in text_of(sent(signed_in(town.people[OFFICER])))

    def test_the_list_asks_no_more_for_many_runs(self, town, django_assert_num_queries, django_assert_max_num_queries):
        client, address = signed_in(town.people[OFFICER]), reverse("organisation:imports")
        by = town.actor(OFFICER).label
        ImportRun.objects.create(what="people", file_name="一", by=by)
        client.get(address)
        with django_assert_max_num_queries(60) as few:
            client.get(address)
        ImportRun.objects.bulk_create(ImportRun(what="people", file_name="多", by=by) for _ in range(30))
        with django_assert_num_queries(len(few)):
            client.get(address)


@pytest.mark.parametrize("what", EXAMPLES)
def test_the_example_holds_columns_that_an_import_understands(town, tmp_path, what):
    path = tmp_path / "example.xlsx"
    path.write_bytes(example_sheet(what))
    assert len(read(path).sheets[0].rows) == 1 + len(EXAMPLES[what][2])
    if what == "people":
        outcome = import_people(actor=town.actor(OFFICER), path=path, dry_run=True, today=clock.today())
        assert (outcome.rows, outcome.new, outcome.rejected, outcome.warnings) == (2, 2, [], [])


@pytest.mark.parametrize(
    ("counts", "present", "said"),
    [
        ({"left": 11, "rows": 89}, 100, ["many_leave"]),
        ({"left": 10, "rows": 90}, 100, []),
        ({"left": 2, "rows": 1}, 3, []),
        ({"moved": 20, "rejected": 30, "rows": 100}, 0, ["many_move", "many_refused"]),
    ],
)
def test_more_than_a_tenth_makes_one_stop(counts, present, said):
    assert cautions(counts, present) == said


@pytest.mark.parametrize(("value", "said"), [("模修班", "模修班"), ("A01-12", "A01-12"), (WOMAN, ""), ("1101****", "")])
def test_what_may_be_a_number_of_a_person_is_not_said(value, said):
    assert sayable(value) == said
