"""The titles under which files name what an import of units looks for. A hyphen stands for a blank."""

from functools import cache

from tongxin.rulebook.public import traditional
from tongxin.sheets.public import Columns, Field

TITLES = {
    "parent_code": (
        "上级编码 上级单位编码 上级机构编码 上级部门编码 上级组织编码 上级代码 上级单位代码 上级机构代码 "
        "上级部门代码 上级组织代码 上级编号 上级单位编号 上级ID 父级编码 父级代码 父级ID 父编码 父代码 "
        "隶属单位编码 所属单位编码 parent_code parentcode parent-code parent_id parentid pid parent"
    ),
    "code": (
        "单位编码 机构编码 部门编码 组织编码 党组织编码 单位代码 机构代码 部门代码 组织代码 组织机构代码 "
        "党组织代码 单位编号 机构编号 部门编号 组织编号 编码 代码 编号 code unit_code unitcode unit-code id"
    ),
    "path": (
        "路径 全路径 单位路径 机构路径 部门路径 组织路径 全称 单位全称 机构全称 path full_path fullpath full-path"
    ),
    "parent": (
        "上级单位 上级单位名称 上级部门 上级部门名称 上级机构 上级机构名称 上级组织 上级组织名称 上级党组织 "
        "上级工会 上级团组织 上级名称 上级 父级 父级名称 隶属单位 隶属关系 所属单位 parent_name parentname "
        "parent_path parent-unit"
    ),
    "type": (
        "类型 单位类型 机构类型 部门类型 组织类型 类别 单位类别 机构类别 部门类别 组织类别 单位性质 机构性质 "
        "type unit_type unittype unit-type kind"
    ),
    "name": (
        "单位名称 机构名称 部门名称 组织名称 党组织名称 工会名称 团组织名称 名称 单位 部门 机构 组织 name "
        "unit_name unitname unit-name unit department title label"
    ),
}
CHILDREN = ("children", "child", "units", "nodes", "items", "下级", "下级单位", "子级", "子节点")


@cache
def unit_columns() -> Columns:
    """Return the titles of each column in simplified and traditional Chinese and in English."""
    return Columns(tuple(Field(name, tuple(_spellings(titles))) for name, titles in TITLES.items()))


def _spellings(titles: str) -> list[str]:
    plain = [title.replace("-", " ") for title in titles.split()]
    return [*plain, *(traditional(title) for title in plain)]
