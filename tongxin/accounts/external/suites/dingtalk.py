"""DingTalk 钉钉 (open.dingtalk.com): unionId is the lasting number of a person, job_number the staff number."""

from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import urlencode

from tongxin.accounts.external.directory import DirectoryPerson
from tongxin.accounts.external.flow import Flow
from tongxin.accounts.external.identity import NotAcceptedError
from tongxin.accounts.external.suites.suite import DEEPEST, Department, Suite, part, rows, text

TOP, SIZE = "1", 100


class DingTalk(Suite):
    """``app`` and ``secret`` are client id and secret; ``also`` is the older address, which has the address book."""

    code: ClassVar[str] = "dingtalk"
    code_name: ClassVar[str] = "authCode"
    faults = {
        "invalidClientIdOrSecret": "wrong_secret", "InvalidAuthentication": "stale_token", 40014: "stale_token",
        42001: "stale_token", 88: "no_right", 60011: "no_right", 60020: "wrong_address", 60121: "not_a_member",
        "Forbidden.AccessDenied.AccessTokenPermissionDenied": "no_right", 90018: "too_often",
    }  # fmt: skip

    def address(self, flow: Flow, callback: str) -> str:
        """Return the page of the sign-in."""
        asked = {
            "response_type": "code", "client_id": self.app, "redirect_uri": callback, "scope": "openid",
            "state": flow.state, "prompt": "consent",
        }  # fmt: skip
        return f"{self.page}/oauth2/auth?{urlencode(asked)}"

    def who(self, flow: Flow, callback: str, code: str) -> tuple[str, str]:  # noqa: ARG002 - the seam
        """Return unionId and job number of a member: somebody outside the company has no userid in it."""
        body = {"clientId": self.app, "clientSecret": self.secret, "code": code, "grantType": "authorization_code"}
        own = self.new("POST", "/v1.0/oauth2/userAccessToken", body=body)
        if self.company and text(own.get("corpId")) not in {"", self.company}:
            raise NotAcceptedError(code="other_company")
        headers = {"x-acs-dingtalk-access-token": text(own.get("accessToken"))}
        union = text(self.new("GET", "/v1.0/contact/users/me", headers=headers).get("unionId"))
        if not union:
            raise NotAcceptedError(code="no_subject")
        member = part(self.as_app("POST", "/topapi/user/getbyunionid", body={"unionid": union}), "result")
        if not text(member.get("userid")):
            raise NotAcceptedError(code="not_a_member")
        return union, self._job_number(text(member.get("userid"))) if self.trusted else ""

    def fresh_token(self) -> tuple[str, int]:
        """Return a token of the application."""
        body = {"appKey": self.app, "appSecret": self.secret}
        answer = self.new("POST", "/v1.0/oauth2/accessToken", body=body)
        return text(answer.get("accessToken")), int(answer.get("expireIn") or 0)

    def departments(self) -> Iterator[Department]:
        """Yield the departments level by level; only the next level can be asked at a time."""
        level, seen = [(TOP, "")], {TOP}
        for _step in range(DEEPEST):
            below: list[tuple[str, str]] = []
            for number, known in level:
                answer = self.as_app("POST", "/topapi/v2/department/listsub", body={"dept_id": int(number)})
                for one in rows(answer.get("result")):
                    child = text(one.get("dept_id"))
                    if child.isdigit() and child not in seen:
                        seen.add(child)
                        below.append((child, child))
                        yield child, text(one.get("name")), known
            level = below

    def members(self, department: str) -> Iterator[DirectoryPerson]:
        """Yield those of a department, page by page."""
        cursor = 0
        while True:
            body = {"dept_id": int(department or TOP), "cursor": cursor, "size": SIZE}
            found = part(self.as_app("POST", "/topapi/v2/user/list", body=body), "result")
            for one in rows(found.get("list")):
                number = text(one.get("job_number"))
                yield DirectoryPerson(number, text(one.get("name")), department, text(one.get("mobile")))
            following = found.get("next_cursor")
            if not found.get("has_more") or not isinstance(following, int) or following <= cursor:
                return
            cursor = following

    def new(self, method: str, path: str, **given: Any) -> dict[str, Any]:
        """Call the newer address, whose faults are called ``code``."""
        answer = self.call(method, path, **given)
        if "code" in answer:
            raise NotAcceptedError(code=self.faults.get(text(answer["code"]), "dingtalk_fault"))
        return answer

    def with_token(self, token: str, method: str, path: str, **given: Any) -> dict[str, Any]:
        """Call the older address."""
        return super().with_token(token, method, path, base=self.also, **given)

    def _job_number(self, userid: str) -> str:
        return text(
            part(self.as_app("POST", "/topapi/v2/user/get", body={"userid": userid}), "result").get("job_number")
        )
