"""The demo company's people: a named cast, and colleagues with invented names so that lists are not empty."""

from dataclasses import dataclass, field

PASSWORD = "tongxin-demo"  # noqa: S105 - the demo company's, printed on purpose


@dataclass(frozen=True)
class Cast:
    """One person of the demo. ``posts``: (line, unit code, post, title); ``party``: standing and unit code."""

    number: str
    name: str
    sex: str
    home: str
    born: str
    posts: tuple[tuple[str, str, str, str], ...] = ()
    party: tuple[str, str] | None = None
    kind: str = "employee"
    role: str = ""
    account: str = ""
    phone: str = ""
    lines: tuple[tuple[str, str], ...] = field(default=())


CAST = [
    Cast("10001", "何小满", "f", "TH-010101", "1996-05-21", account="职工", phone="13800000001",
         lines=(("union", "GH-01"), ("women", "NW-01"))),
    Cast("10002", "方砚", "m", "TH-0101", "1979-03-02", party=("full", "DW-0101"), account="支部书记", phone="13800000002",
         posts=(("party", "DW-0101", "party_secretary", "党支部书记"), ("administrative", "TH-0101", "unit_head", "车间主任")),
         lines=(("union", "GH-01"),)),
    Cast("10003", "罗青禾", "f", "TH-0101", "1985-11-14", party=("full", "DW-010101"), account="工会主席", phone="13800000003",
         posts=(("union", "GH-01", "union_chair", "分会主席"), ("party", "DW-0101", "party_organisation", "组织委员")),
         lines=(("union", "GH-01"), ("women", "NW-01"))),
    Cast("10004", "李桐", "m", "TH-05", "1988-07-30", account="诉求经办人", phone="13800000004",
         posts=(("administrative", "TH-05", "handler", "诉求经办人"),), lines=(("union", "GH-04"),)),
    Cast("10005", "沈知夏", "f", "TH-08", "1990-02-11", party=("full", "DW-04"), account="党群工作部", phone="13800000005",
         posts=(("administrative", "TH", "department_officer", "党群工作部干事"),), lines=(("union", "GH-04"),)),
    Cast("10006", "顾长风", "m", "TH", "1971-09-08", party=("full", "DW"), account="领导", phone="13800000006",
         posts=(("administrative", "TH", "leader", "总经理"), ("party", "DW", "party_deputy", "党委副书记"))),
    Cast("10007", "秦朗", "m", "TH-03", "1983-12-19", posts=(("administrative", "TH-03", "handler", "诉求经办人"),)),
    Cast("10008", "石磊", "m", "TH-0104", "1991-06-06", lines=(("union", "GH-02"),)),
    Cast("10009", "程思源", "f", "TH-06", "1987-01-25", party=("full", "DW-04"),
         posts=(("administrative", "TH-06", "handler", "诉求经办人"),), lines=(("union", "GH-04"),)),
    Cast("10010", "丁向晚", "f", "TH-0101", "1982-04-17", party=("full", "DW-010101"),
         posts=(("party", "DW-0101", "party_publicity", "宣传委员"),)),
    Cast("10011", "陆川", "m", "TH-0101", "1986-10-03", party=("full", "DW-010102"),
         posts=(("party", "DW-0101", "party_discipline", "纪检委员"), ("administrative", "TH-010102", "team_leader", "班长"))),
    Cast("10012", "白露", "f", "TH-07", "1993-09-08", posts=(("administrative", "TH-07", "handler", "诉求经办人"),)),
    Cast("10013", "韩立新", "m", "TH-05", "1976-08-12", party=("full", "DW-04"),
         posts=(("administrative", "TH-05", "unit_head", "部长"),)),
    Cast("10014", "苏木", "m", "TH-0103", "1998-03-15", party=("activist", "DW-0103"),
         posts=(("league", "TW-01", "league_secretary", "团支部书记"),), lines=(("league", "TW-01"), ("union", "GH-02"))),
    Cast("10015", "江予安", "f", "TH-0201", "1989-05-05", party=("full", "DW-0201"),
         posts=(("women", "NW", "women_director", "女职工委员会主任"),), lines=(("union", "GH-03"),)),
    Cast("10016", "唐山河", "m", "TH-04", "1980-11-11", posts=(("administrative", "TH-04", "handler", "诉求经办人"),)),
    Cast("10017", "宋清和", "m", "TH-10", "1958-02-18", party=("full", "DW-10"), kind="retired"),
    Cast("10018", "叶小舟", "f", "TH-010103", "2001-07-07", kind="dispatched", lines=(("league", "TW"),)),
    Cast("10019", "魏东来", "m", "TH-0202", "1994-01-30", kind="contractor"),
    Cast("10020", "许望", "m", "TH-0105", "1992-12-12", party=("probationary", "DW-0105"), lines=(("union", "GH-04"),)),
    Cast("90001", "周守一", "m", "TH-09", "1984-03-09", account="系统管理员", role="system_admin"),
    Cast("90002", "吴静言", "f", "TH-09", "1986-06-16", account="安全管理员", role="security_admin"),
    Cast("90003", "郑明察", "m", "TH-09", "1981-08-28", account="审计管理员", role="audit_admin"),
]  # fmt: skip

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = [
    "建国", "秀英", "海燕", "志强", "晓峰", "雨桐", "子涵", "文静", "国庆", "春梅", "立群", "亚楠", "振华", "丽娟", "永康",
    "新宇", "淑芬", "大勇", "佳怡", "俊杰", "红霞", "思远", "梦洁", "玉兰", "卫东", "安然", "若水", "长青", "明轩", "巧云",
]  # fmt: skip
WORKPLACES = [
    ("TH-010101", 11), ("TH-010102", 18), ("TH-010103", 17), ("TH-0102", 22), ("TH-0103", 30), ("TH-0104", 28),
    ("TH-0105", 9), ("TH-0201", 34), ("TH-0202", 31), ("TH-0203", 6), ("TH-03", 14), ("TH-04", 16), ("TH-05", 12),
    ("TH-06", 7), ("TH-07", 5), ("TH-09", 6), ("TH-10", 14),
]  # fmt: skip


def colleagues() -> list[tuple[str, str, str, str, int]]:
    """Return staff number, name, sex, home and year of birth of the others, the same at every run."""
    found: list[tuple[str, str, str, str, int]] = []
    for code, count in WORKPLACES:
        for _ in range(count):
            n = len(found)
            name = SURNAMES[(n * 7) % len(SURNAMES)] + GIVEN[(n * 11 + n // 30) % len(GIVEN)]
            found.append((f"2{n + 1:04d}", name, "f" if n % 3 == 0 else "m", code, 1962 + (n * 5) % 42))
    return found
