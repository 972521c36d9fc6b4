"""A file that is not taken in."""


class RefusedError(Exception):
    """The file is not taken in. ``code`` says why; ``tongxin/files/cleaning.py`` has the sentences.

    ``mark`` is the mark of secrecy that stands on it, if that is why.
    """

    def __init__(self, code: str, mark: str = "") -> None:
        self.code = code
        self.mark = mark
        super().__init__(code)
