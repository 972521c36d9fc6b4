"""Files to be broken: some fifty sound ones of every kind that is taken in, crafted ones, and the breaking itself."""

import io
import random
import struct
import zipfile
import zlib

from PIL import Image

from tongxin.files.tests import samples

LARGE = 8_000_000


def picture(kind, size=(64, 48), mode="RGB", **options):
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert(mode).save(out, kind, **options)
    return out.getvalue()


def moving(kind):
    frames = [Image.effect_noise((32, 32), 40 + number).convert("P") for number in range(4)]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    return out.getvalue()


def sound():
    """Return sound files by name."""
    found = {f"turned{number}.jpg": samples.photo(orientation=number) for number in range(1, 9)}
    found |= {f"{mode}.jpg": picture("JPEG", mode=mode) for mode in ("L", "RGB", "CMYK")}
    found |= {f"{mode}.png": picture("PNG", mode=mode) for mode in ("1", "L", "LA", "P", "RGB", "RGBA")}
    found |= {"steps.jpg": picture("JPEG", progressive=True), "fine.jpg": picture("JPEG", (640, 480), quality=95)}
    found |= {"deep.png": picture("PNG", mode="I;16"), "wide.png": picture("PNG", (3000, 4))}
    found |= {f"{name}.webp": picture("WEBP", lossless=name == "exact") for name in ("exact", "small")}
    found |= {"moving.webp": moving("WEBP"), "moving.gif": moving("GIF"), "still.gif": picture("GIF", mode="P")}
    parts = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
    found |= {f"plain.{end}": samples.office(part) for end, part in parts.items()}
    found |= {"paper.docx": samples.paper("关于热水", "请修一下"), "long.docx": samples.paper(*["请修一下"] * 2000)}
    found["media.docx"] = samples.office(**{"word__media__a.jpg": samples.photo(), "word__header1.xml": b"<w:p/>"})
    found |= {f"line{number}.pdf": samples.pdf_with("热" * number, title="热水") for number in (1, 40, 400)}
    found |= {"bare.pdf": samples.PDF, "empty.pdf": samples.pdf_with("")}
    words = "更衣室没有热水，报修过两次。\n" * 30
    found |= {f"{code}.txt": words.encode(code) for code in ("utf-8", "gb18030", "utf-16", "utf-8-sig")}
    found |= {
        "a.csv": "姓名,事项\n何小满,热水\n".encode() * 50,
        "a.md": b"# hot water\n",
        "a.log": b"10:03 cold\n" * 99,
    }
    return found


def crafted():
    """Return files that somebody made in order to do harm, by name."""
    end = b"\n%%EOF\n"
    loop = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9>>endobj\n"
    return {
        "bomb.png": samples.pixel_bomb(),
        "tall.png": samples.pixel_bomb(1, 2**31 - 1),
        "bomb.gif": b"GIF89a\xff\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\xff\xff\xff\xff\x00\x02\x00;",
        "words.png": _png_of_words(),
        "overlap.docx": samples.overlapped_office(),
        "stuffed.docx": samples.office(word__media__a=b"\0" * 50_000_000),
        "many.docx": samples.office(**{f"word__{number}": b"" for number in range(6000)}),
        "laughs.docx": samples.office(word__header1=b"", **{"word__header2.xml": _laughs()}),
        "tags.docx": samples.office(**{"word__header1.xml": b"<" * LARGE}),
        "slip.docx": samples.office(**{"..__..__etc__passwd": b"x"}),
        "nested.docx": samples.office(word__embeddings__a=samples.overlapped_office()),
        "macro.docx": samples.office(**{"word__vbaProject.bin": b"x"}),
        "locked.docx": _locked(),
        "loop.pdf": loop + b"trailer<</Root 1 0 R>>" + end,
        "bomb.pdf": _pdf_bomb() + end,
        "deep.pdf": b"%PDF-1.7\n1 0 obj " + b"[" * 400_000 + end,
        "trailers.pdf": b"%PDF-1.7\n" + b"trailer<</Prev 9>>\nstartxref\n9\n" * 20_000 + end,
        "both.pdf": samples.PDF + samples.office() + end,
        "line.txt": "密级：".encode() * 1_000_000,
        "wide.txt": b"\xff\xfe" + b"a" * 9_999,
        "page.html": b"<!doctype html><script>alert(1)</script>",
        "drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        "program.exe": samples.PROGRAM,
        "old.doc": samples.OLD_WORD,
        "phone.heic": samples.HEIC,
        "empty.jpg": b"",
        "start.jpg": b"\xff\xd8\xff",
        "riff.webp": b"RIFF\xff\xff\xff\xffWEBPVP8X" + b"\xff" * 18,
        "exif.jpg": b"\xff\xd8\xff\xe1\x00\x1eExif\0\0II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\xff\xd9",
        "../../etc/passwd": b"\0",
        "\u202egpj.exe": samples.PROGRAM,
        "长" * 5000 + ".jpg": samples.photo(),
        'quo"te\r\nX: y.jpg': samples.photo(),
    }


def _png_of_words():
    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    small = zlib.compress(b"a" * 30_000_000, 9)
    head, words = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0), chunk(b"zTXt", b"Title\0\0" + small)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + words * 9
        + chunk(b"IDAT", zlib.compress(b"\0" * 72))
        + chunk(b"IEND", b"")
    )


def _laughs():
    steps = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE a [<!ENTITY a0 "ha">{steps}]><w:p>&a11;</w:p>'.encode()


def _locked():
    data = bytearray(samples.office())
    for place in range(len(data) - 4):
        if data[place : place + 4] == b"PK\x01\x02":
            data[place + 8] |= 1
    return bytes(data)


def _pdf_bomb():
    packed = zlib.compress(zlib.compress(b"(" * 60_000_000, 9), 9)
    body = b"4 0 obj<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n" % len(packed)
    return (
        samples.pdf_with("热")
        .replace(b"%%EOF\n", b"")
        .replace(b"4 0 obj", body + packed + b"\nendstream endobj\n8 0 obj")
    )


def broken(data, chance):
    """Return a file with some bytes changed, taken out, doubled or cut off."""
    body = bytearray(data)
    for _ in range(chance.randint(1, 16)):
        if not body:
            break
        place = chance.randrange(len(body))
        way = chance.randrange(5)
        if way < 2:
            body[place] = chance.randrange(256)
        elif way == 2:
            del body[place : place + chance.randint(1, 64)]
        elif way == 3:
            body[place:place] = body[place : place + chance.randint(1, 512)]
        else:
            body[place : place + 4] = chance.choice((b"\xff" * 4, b"\0" * 4, b"\x7f\xff\xff\xff", b"\0\0\0\x01"))
    return bytes(body[: chance.randint(0, len(body))] if chance.random() < 0.2 else body)


def zip_again(data, chance):
    """Return a sound zip with a broken part: what mutations of packed bytes never reach."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, broken(content, chance) if chance.random() < 0.5 else content)
    return out.getvalue()


def malformed(seed):
    """Return name and bytes of one malformed upload; the same for the same seed."""
    chance = random.Random(seed)
    if chance.random() < 0.1:
        return chance.choice(list(CRAFTED.items()))
    name, data = chance.choice(list(SOUND.items()))
    if zipfile.is_zipfile(io.BytesIO(data)) and chance.random() < 0.5:
        return name, zip_again(data, chance)
    return name, broken(data, chance)


SOUND, CRAFTED = sound(), crafted()
