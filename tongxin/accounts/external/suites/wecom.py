"""WeCom 企业微信 (developer.work.weixin.qq.com): userid is the lasting number of a member."""

from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import urlencode

from tongxin.accounts.external.directory import DirectoryPerson
from tongxin.accounts.external.flow import Flow
from tongxin.accounts.external.suites.suite import Department, Suite, rows, text

COMPANY = "1"


class WeCom(Suite):
    """``app`` is the id of the company (corpid), ``agent`` that of the application."""

    code: ClassVar[str] = "wecom"
    faults = {
        40001: "wrong_secret", 40013: "wrong_secret", 40091: "wrong_secret", 40014: "stale_token", 42001: "stale_token",
        40029: "used_code", 60020: "wrong_address", 60011: "no_right", 48002: "no_right", 301002: "no_right",
        45009: "too_often", 50001: "wrong_callback",
    }  # fmt: skip

    def address(self, flow: Flow, callback: str) -> str:
        """Return the page with the code to scan; inside WeCom it goes on by itself."""
        asked = {
            "login_type": "CorpApp", "appid": self.app, "agentid": self.agent, "redirect_uri": callback,
            "state": flow.state,
        }  # fmt: skip
        return f"{self.page}/wwlogin/sso/login?{urlencode(asked)}"

    def who(self, flow: Flow, callback: str, code: str) -> tuple[str, str]:  # noqa: ARG002 - the seam
        """Return the userid; it is the staff number where the company chose it so. Strangers have an openid only."""
        answer = self.as_app("GET", "/cgi-bin/auth/getuserinfo", query={"code": code})
        userid = text(answer.get("userid") or answer.get("UserId"))
        return userid, userid

    def fresh_token(self) -> tuple[str, int]:
        """Return a token of the application."""
        answer = self.call("GET", "/cgi-bin/gettoken", query={"corpid": self.app, "corpsecret": self.secret})
        return text(answer.get("access_token")), int(answer.get("expires_in") or 0)

    def departments(self) -> Iterator[Department]:
        """Yield all departments; department 1 is the company itself, and is no unit where one is configured for it."""
        found = rows(self.as_app("GET", "/cgi-bin/department/list").get("department"))
        parents = {text(one.get("id")): text(one.get("parentid")) for one in found}
        named = {text(one.get("id")): text(one.get("name")) for one in found}
        for number in sorted(named, key=lambda one: _depth(one, parents)):
            parent = parents[number] if parents[number] in named else ""
            if self.root and number == COMPANY:
                continue
            yield number, named[number], "" if self.root and parent == COMPANY else parent

    def members(self, department: str) -> Iterator[DirectoryPerson]:
        """Yield the members of a department, each in his main one."""
        query = {"department_id": department or COMPANY}
        for one in rows(self.as_app("GET", "/cgi-bin/user/list", query=query).get("userlist")):
            main = text(one.get("main_department")) or department
            place = "" if self.root and main == COMPANY else main
            yield DirectoryPerson(text(one.get("userid")), text(one.get("name")), place, text(one.get("mobile")))


def _depth(number: str, parents: dict[str, str]) -> tuple[int, int]:
    steps, passed = 0, set[str]()
    above = number
    while above in parents and above not in passed:
        passed.add(above)
        above, steps = parents[above], steps + 1
    return steps, int(number) if number.isdigit() else 0
