"""When a second person is needed, and how many rows an approval covers. Plain arithmetic."""

HUNDRED = 100


def needs_second(rows: int, taken: int, most: int) -> bool:
    """Return whether ``rows`` more, after ``taken`` within the window, are too many for one person."""
    return rows > 0 and rows + taken > most


def covered(approved: int, percent: int) -> int:
    """Return up to how many rows an approval of so many covers: people come and go between asking and fetching."""
    return approved + approved * percent // HUNDRED
