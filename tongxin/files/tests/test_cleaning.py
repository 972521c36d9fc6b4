import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override

from tongxin.core.errors import BadInputError
from tongxin.files.cleaning import MAX_SIZE, SENTENCES, clean_files
from tongxin.files.fields import MultipleFileField
from tongxin.files.tests import samples
from tongxin.files.tests.samples import sent


class MatterForm(forms.Form):
    files = MultipleFileField()


class ProofForm(forms.Form):
    files = MultipleFileField(required=True)


def form_with(*uploads, form=MatterForm):
    return form({}, MultiValueDict({"files": list(uploads)}))


def refusals_of(*uploads):
    with pytest.raises(BadInputError) as refused:
        clean_files(uploads)
    return refused.value.data["sentences"]


class Large(SimpleUploadedFile):
    """A file that says it is as large as is allowed, without the bytes."""

    def __init__(self, name, size=MAX_SIZE):
        super().__init__(name, samples.PDF)
        self.size = size


def test_files_come_back_clean_in_their_order_and_named_by_their_content():
    clean = clean_files([sent("b.png", samples.photo()), sent("a.pdf", samples.PDF)])
    assert [file.name for file in clean] == ["b.png.jpg", "a.pdf"]


def test_each_refusal_names_the_file_and_says_what_to_do():
    with override("en"):
        sentences = refusals_of(
            sent("photo.jpg", samples.PROGRAM), sent("ok.pdf", samples.PDF), sent("IMG_1.HEIC", samples.HEIC)
        )
    assert len(sentences) == 2
    assert sentences[0].startswith("“photo.jpg” cannot be taken in. Send a photo")
    assert "JPEG" in sentences[1]
    assert "IMG_1.HEIC" in sentences[1]


def test_a_file_above_the_limit_is_refused_without_reading_it():
    with override("en"):
        assert refusals_of(Large("a.pdf", MAX_SIZE + 1)) == [
            "“a.pdf” is larger than 20 MB. Make it smaller or split it."
        ]


def test_more_than_nine_files_are_refused():
    with override("en"):
        assert "at most 9" in refusals_of(*(sent(f"{number}.pdf", samples.PDF) for number in range(10)))[0]


def test_more_than_sixty_megabytes_together_are_refused():
    with override("en"):
        assert "60 MB together" in refusals_of(*(Large(f"{number}.pdf") for number in range(4)))[0]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("code", SENTENCES)
def test_every_refusal_has_a_sentence(code, language):
    with override(language):
        assert "%" not in str(SENTENCES[code]) % {"name": "a", "size": 20, "pixels": 40, "mark": "机密"}


def test_the_form_field_gives_clean_files():
    form = form_with(sent("a.pdf", samples.PDF), sent("b.jpg", samples.photo()))
    assert form.is_valid()
    assert [file.name for file in form.cleaned_data["files"]] == ["a.pdf", "b.jpg"]


def test_no_file_is_an_empty_list_unless_one_is_required():
    empty = form_with()
    assert empty.is_valid()
    assert empty.cleaned_data["files"] == []
    assert not form_with(form=ProofForm).is_valid()


def test_the_form_tells_each_refusal_at_the_field():
    form = form_with(sent("a.exe", samples.PROGRAM), sent("b.doc", samples.OLD_WORD))
    assert len(form.errors["files"]) == 2


def test_the_input_takes_several_files_and_offers_the_kinds_that_make_sense():
    html = str(MatterForm()["files"])
    assert " multiple" in html
    assert ".docx" in html
    assert ".exe" not in html
