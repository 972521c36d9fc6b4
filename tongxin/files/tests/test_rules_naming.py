import pytest

from tongxin.files.rules.naming import MAX_NAME, shown_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("更衣室.jpg", "更衣室.jpg"),
        ("C:\\Users\\li\\photo.JPG", "photo.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("water\u202egpj.exe", "watergpj.exe.jpg"),
        ("a\r\nb\x00.jpeg", "a b.jpeg"),
        ("", "file.jpg"),
        (".jpg", "jpg.jpg"),
        ("...", "file.jpg"),
    ],
)
def test_a_shown_name_has_no_path_and_no_tricks_and_ends_as_its_content(name, shown):
    assert shown_name(name, (".jpg", ".jpeg")) == shown


def test_a_script_is_shown_as_the_text_it_is():
    assert shown_name("run.bat", (".txt",)) == "run.bat.txt"


def test_a_long_name_keeps_its_ending():
    shown = shown_name("长" * 300 + ".docx", (".docx",))
    assert len(shown) == MAX_NAME
    assert shown.endswith("长.docx")
