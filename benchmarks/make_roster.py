"""Makes a roster of invented people as .xlsx, and the units they work in: the same for the same seed.

    python benchmarks/make_roster.py people.xlsx --people 100000 --units 2000

Names are put together from common surnames and given characters; identity numbers have a valid check digit and a region
code that no place bears; phones are of no operator's series in use. None of them is anybody's.
"""

import argparse
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from stdnum.cn import ric

from tongxin.sheets.public import write_xlsx

HEADER = ["工号", "姓名", "性别", "出生日期", "身份证号", "手机号", "单位编码", "人员类别"]
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华文斌玉兰建国志红晓燕海波宇婷雪梅鹏飞欣怡梓涵子轩思远雨桐"
KINDS = ["正式"] * 7 + ["劳务派遣", "外包", "实习"]
REGION = "990101"
FIRST_BIRTH = date(1962, 1, 1)
DAYS = 365 * 44


def unit_codes(count: int) -> list[str]:
    """Return the codes of the units of the roster."""
    return [f"U{number:05}" for number in range(count)]


def people(count: int, units: int, seed: int = 7) -> Iterator[list[str]]:
    """Return the rows of the roster, one a person."""
    dice = random.Random(seed)
    codes = unit_codes(units)
    for number in range(count):
        born = FIRST_BIRTH + timedelta(days=number % DAYS)
        serial = number // DAYS * 2 + dice.randrange(2)
        yield [
            f"{number + 1:07}",
            dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=dice.choice((1, 2, 2)))),
            "男" if serial % 2 else "女",
            born.isoformat(),
            identity_number(born, serial),
            f"199{number:08}",
            dice.choice(codes),
            dice.choice(KINDS),
        ]


def identity_number(born: date, serial: int) -> str:
    """Return an identity number of no region with a valid check digit; an odd serial is a man's."""
    body = f"{REGION}{born:%Y%m%d}{serial:03}"
    return body + ric.calc_check_digit(body + "0")


def write_roster(path: Path, count: int, units: int, seed: int = 7) -> None:
    """Write the roster."""
    write_xlsx(path, [("花名册", HEADER, people(count, units, seed))])


def main() -> None:
    """Read the arguments and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--units", type=int, default=2_000)
    arguments = parser.parse_args()
    write_roster(arguments.path, arguments.people, arguments.units)


if __name__ == "__main__":
    main()
