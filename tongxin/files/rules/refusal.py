"""A file that is not taken in."""


class RefusedError(Exception):
    """The file is not taken in. ``code`` says why; ``tongxin/files/cleaning.py`` has the sentences."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)
