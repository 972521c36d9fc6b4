"""A program of its own: reads a PDF from its input and prints its words as JSON. Run by ``pdf_words.py`` alone."""

import json
import resource
import sys

MEMORY, SECONDS = 512 * 1024 * 1024, 1
PAGES, LONGEST = 4, 20_000
PROPERTIES = ("Title", "Subject", "Keywords")


def main() -> None:
    """Bind this process, then read. Nothing of the product is loaded here."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    import pypdfium2  # noqa: PLC0415 - bound before it is loaded

    paper = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    pages = [paper[number].get_textpage().get_text_bounded()[:LONGEST] for number in range(min(PAGES, len(paper)))]
    told = paper.get_metadata_dict()
    json.dump({"pages": pages, "properties": [told.get(name, "") for name in PROPERTIES]}, sys.stdout)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
