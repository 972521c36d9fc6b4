"""The columns of a roster under the names people really use."""

from tongxin.sheets.public import Columns, Field


def _field(name: str, aliases: str, *, required: bool = False) -> Field:
    return Field(name, tuple(aliases.split()), required)


COLUMNS = Columns(
    (
        _field("name", "姓名 名字 员工姓名 职工姓名 人员姓名 党员姓名 会员姓名 团员姓名 学员姓名 name", required=True),
        _field(
            "staff_no",
            "工号 员工编号 职工编号 人员编号 员工工号 职工工号 职工号 员工号 人员编码 员工编码 工号/学号 "
            "学号/工号 学号 staffnumber",
        ),
        _field(
            "national_id",
            "身份证号 身份证号码 身份证 公民身份号码 公民身份证号 公民身份证号码 居民身份证号 居民身份证号码 "
            "身份证件号码 证件号码 证件号 identitynumber",
        ),
        _field(
            "phone",
            "手机号 手机 手机号码 移动电话 联系手机 本人手机 电话 联系电话 电话号码 联系方式 本人电话 phone mobile",
        ),
        _field("sex", "性别 sex"),
        _field("born_on", "出生日期 出生年月日 出生年月 出生时间 生日 出生 birthday"),
        _field(
            "unit_code",
            "单位编码 部门编码 组织编码 机构编码 单位代码 部门代码 组织代码 单位编号 部门编号 unitcode",
        ),
        _field(
            "unit",
            "单位 部门 所在单位 所在部门 所属单位 所属部门 单位名称 部门名称 工作单位 单位/部门 部门/单位 组织 "
            "所在组织 所属组织 组织名称 组织架构 所属机构 所属院系 所在院系 院系 班组 所在班组 车间 所在车间 统计单位 "
            "所在党支部 所在支部 所属党支部 所属支部 党支部 支部 unit department",
        ),
        _field("kind", "人员类别 用工形式 用工性质 用工类型 人员类型 人员性质 员工类型 员工类别 类别 kind"),
    )
)
BESIDE_NAME = frozenset({"staff_no", "national_id", "phone", "unit", "unit_code"})
MASKED = frozenset({"national_id", "phone"})
