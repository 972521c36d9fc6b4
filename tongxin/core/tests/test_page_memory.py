"""What a page has read it does not ask again; an act asks each time."""

from tongxin.core.page_memory import making_a_page, once_a_page

asked: list[int] = []


@once_a_page
def number() -> int:
    asked.append(len(asked))
    return len(asked)


def test_one_page_asks_once_and_the_next_page_asks_again():
    asked.clear()
    for _ in range(2):
        with making_a_page():
            assert number() == number()
    assert len(asked) == 2


def test_without_a_page_every_call_asks():
    asked.clear()
    assert number() != number()
