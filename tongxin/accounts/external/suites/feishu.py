"""Feishu 飞书 (open.feishu.cn): union_id is the lasting number of a person, employee_no the staff number."""

from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

from tongxin.accounts.external.directory import DirectoryPerson
from tongxin.accounts.external.flow import Flow
from tongxin.accounts.external.identity import NotAcceptedError
from tongxin.accounts.external.oidc.way import challenge_of
from tongxin.accounts.external.suites.suite import Department, Suite, part, rows, text

TOP, SIZE = "0", 50


class Feishu(Suite):
    """``app`` and ``secret`` are those of an application of the company; ``company`` is its tenant key."""

    code: ClassVar[str] = "feishu"
    fault_name: ClassVar[str] = "code"
    faults = {
        10003: "wrong_secret", 10014: "wrong_secret", 20002: "wrong_secret", 20048: "wrong_secret",
        20003: "used_code", 20004: "used_code", 20065: "used_code", 20049: "verifier", 20071: "wrong_callback",
        99991663: "stale_token", 99991661: "stale_token", 99991671: "stale_token", 99991672: "no_right",
        99991401: "wrong_address", 40004: "no_right", 99991400: "too_often",
    }  # fmt: skip

    def address(self, flow: Flow, callback: str) -> str:
        """Return the page of the sign-in; the code is bound to a verifier (PKCE)."""
        asked = {
            "client_id": self.app, "response_type": "code", "redirect_uri": callback, "state": flow.state,
            "code_challenge": challenge_of(flow.verifier), "code_challenge_method": "S256",
        }  # fmt: skip
        return f"{self.page}/open-apis/authen/v1/authorize?{urlencode(asked)}"

    def who(self, flow: Flow, callback: str, code: str) -> tuple[str, str]:
        """Return union_id and employee_no of a member of the company."""
        body = {
            "grant_type": "authorization_code", "client_id": self.app, "client_secret": self.secret, "code": code,
            "redirect_uri": callback, "code_verifier": flow.verifier,
        }  # fmt: skip
        own = text(self.call("POST", "/open-apis/authen/v2/oauth/token", body=body).get("access_token"))
        found = part(self.with_token(own, "GET", "/open-apis/authen/v1/user_info"), "data")
        if self.company and text(found.get("tenant_key")) != self.company:
            raise NotAcceptedError(code="other_company")
        return text(found.get("union_id")), text(found.get("employee_no"))

    def fresh_token(self) -> tuple[str, int]:
        """Return a token of the application in the company."""
        body = {"app_id": self.app, "app_secret": self.secret}
        answer = self.call("POST", "/open-apis/auth/v3/tenant_access_token/internal", body=body)
        return text(answer.get("tenant_access_token")), int(answer.get("expire") or 0)

    def departments(self) -> Iterator[Department]:
        """Yield all departments below the company, the higher first."""
        query = {"fetch_child": "true", "department_id_type": "open_department_id"}
        found = list(self._pages(f"/open-apis/contact/v3/departments/{TOP}/children", query))
        waiting, known = [one for one in found if not part(one, "status").get("is_deleted")], {TOP}
        while waiting:
            ready = [one for one in waiting if text(one.get("parent_department_id")) in known]
            if not ready:  # what stands below nothing that may be seen stands at the top
                ready, waiting = waiting, []
            for one in ready:
                number, parent = text(one.get("open_department_id")), text(one.get("parent_department_id"))
                known.add(number)
                yield number, text(one.get("name")), parent if parent in known - {TOP} else ""
            waiting = [one for one in waiting if text(one.get("open_department_id")) not in known]

    def members(self, department: str) -> Iterator[DirectoryPerson]:
        """Yield those who work directly in a department; nobody who has resigned."""
        query = {"department_id": department or TOP, "department_id_type": "open_department_id"}
        for one in self._pages("/open-apis/contact/v3/users/find_by_department", query):
            if not part(one, "status").get("is_resigned"):
                number = text(one.get("employee_no"))
                yield DirectoryPerson(number, text(one.get("name")), department, text(one.get("mobile")))

    def with_token(self, token: str, method: str, path: str, **given: Any) -> dict[str, Any]:
        """Call with a token in the header."""
        return self.call(method, path, headers={"Authorization": f"Bearer {quote(token, safe='-._~')}"}, **given)

    def _pages(self, path: str, query: dict[str, str]) -> Iterator[dict[str, Any]]:
        mark, seen = "", set[str]()
        while True:
            asked = query | {"page_size": str(SIZE)} | ({"page_token": mark} if mark else {})
            found = part(self.as_app("GET", path, query=asked), "data")
            yield from rows(found.get("items"))
            mark = text(found.get("page_token"))
            if not found.get("has_more") or not mark or mark in seen:
                return
            seen.add(mark)
