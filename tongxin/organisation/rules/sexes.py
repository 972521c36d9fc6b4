"""Male and female as people write them in rosters and forms."""

MALE, FEMALE = "m", "f"
WRITTEN = {
    "": "", MALE: MALE, FEMALE: FEMALE, "男": MALE, "女": FEMALE, "男性": MALE, "女性": FEMALE, "male": MALE,
    "female": FEMALE, "1": MALE, "2": FEMALE,
}  # fmt: skip


def sex_code(written: str) -> str | None:
    """Return m, f or empty; None for anything else. 1 and 2 are the codes of GB/T 2261.1."""
    return WRITTEN.get("".join(written.split()).casefold())
