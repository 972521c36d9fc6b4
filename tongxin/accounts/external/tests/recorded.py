"""Answers of the suites in the shape that their documentation shows, and a server that gives them.

Each answer names the documented end point it has the shape of; names and numbers are our own.
"""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

OK = {"errcode": 0, "errmsg": "ok"}


def department(name, number, parent, **more):
    return {"name": name, "parent_department_id": parent, "open_department_id": number} | more


WECOM = {
    # 获取access_token
    "/cgi-bin/gettoken": OK | {"access_token": "app-token-1", "expires_in": 7200},
    # 获取访问用户身份; a member has a userid, anybody else an openid
    "/cgi-bin/auth/getuserinfo": OK | {"userid": "10001", "user_ticket": "ticket"},
    # 获取部门列表
    "/cgi-bin/department/list": OK
    | {
        "department": [
            {"id": 3, "name": "数据部", "name_en": "", "department_leader": [], "parentid": 2, "order": 40},
            {"id": 1, "name": "同辉集团", "name_en": "", "department_leader": [], "parentid": 0, "order": 10},
            {"id": 2, "name": "数字化中心", "name_en": "", "department_leader": ["10001"], "parentid": 1, "order": 10},
        ]
    },
    # 获取部门成员详情
    "/cgi-bin/user/list": lambda asked: (
        OK
        | {
            "userlist": {
                "1": [
                    {
                        "userid": "90001",
                        "name": "林晚秋",
                        "department": [1, 3],
                        "main_department": 3,
                        "mobile": "13812345678",
                    }
                ],
                "3": [
                    {
                        "userid": "90001",
                        "name": "林晚秋",
                        "department": [1, 3],
                        "main_department": 3,
                        "mobile": "13812345678",
                    }
                ],
                "2": [{"userid": "90002", "name": "许知远", "department": [2], "main_department": 2, "status": 1}],
            }.get(asked["department_id"], [])
        }
    ),
}

DINGTALK = {
    # 获取用户token
    "/v1.0/oauth2/userAccessToken": {
        "accessToken": "user-token", "refreshToken": "refresh", "expireIn": 7200, "corpId": "ding1",
    },
    # 获取用户通讯录个人信息
    "/v1.0/contact/users/me": {"nick": "小满", "unionId": "union-1", "openId": "open-1", "stateCode": "86"},
    # 获取企业内部应用的accessToken
    "/v1.0/oauth2/accessToken": {"accessToken": "app-token-1", "expireIn": 7200},
    # 根据unionid获取用户userid
    "/topapi/user/getbyunionid": OK | {"result": {"contact_type": 0, "userid": "manager1"}, "request_id": "r"},
    # 查询用户详情
    "/topapi/v2/user/get": OK | {"result": {"userid": "manager1", "unionid": "union-1", "job_number": "10001"}},
    # 获取部门列表: one level a time
    "/topapi/v2/department/listsub": lambda asked: OK
    | {
        "request_id": "r",
        "result": {
            1: [{"dept_id": 2, "name": "数字化中心", "parent_id": 1, "create_dept_group": True}],
            2: [{"dept_id": 3, "name": "数据部", "parent_id": 2, "auto_add_user": False}],
        }.get(asked["dept_id"], []),
    },
    # 获取部门用户详情: page by page
    "/topapi/v2/user/list": lambda asked: OK
    | {
        "result": {
            (3, 0): {
                "has_more": True, "next_cursor": 1,
                "list": [{"userid": "u1", "name": "林晚秋", "job_number": "90001", "mobile": "13812345678"}],
            },
            (3, 1): {"has_more": False, "list": [{"userid": "u2", "name": "许知远", "job_number": "90002"}]},
        }.get((asked["dept_id"], asked["cursor"]), {"has_more": False, "list": []})
    },
}  # fmt: skip

FEISHU = {
    # 获取 user_access_token
    "/open-apis/authen/v2/oauth/token": {
        "code": 0, "access_token": "user-token", "expires_in": 7200, "token_type": "Bearer", "scope": "",
    },
    # 获取用户信息
    "/open-apis/authen/v1/user_info": {
        "code": 0, "msg": "success",
        "data": {
            "name": "何小满", "open_id": "ou_1", "union_id": "on_1", "user_id": "5d9bdxxx", "employee_no": "10001",
            "tenant_key": "t1",
        },
    },
    # 自建应用获取 tenant_access_token
    "/open-apis/auth/v3/tenant_access_token/internal": {
        "code": 0, "msg": "ok", "tenant_access_token": "app-token-1", "expire": 7200,
    },
    # 获取子部门列表, page by page
    "/open-apis/contact/v3/departments/0/children": lambda asked: {
        "code": 0, "msg": "success",
        "data": {
            "": {
                "has_more": True, "page_token": "p2",
                "items": [
                    department("数据部", "od-3", "od-2", status={"is_deleted": False}),
                    department("旧部门", "od-9", "0", status={"is_deleted": True}),
                ],
            },
            "p2": {
                "has_more": False,
                "items": [department("数字化中心", "od-2", "0")],
            },
        }[asked.get("page_token", "")],
    },
    # 获取部门直属用户列表
    "/open-apis/contact/v3/users/find_by_department": lambda asked: {
        "code": 0, "msg": "success",
        "data": {
            "has_more": False,
            "items": {
                "od-3": [
                    {"union_id": "on_1", "name": "林晚秋", "employee_no": "90001", "mobile": "+8613812345678"},
                    {"union_id": "on_3", "name": "离职者", "employee_no": "90009", "status": {"is_resigned": True}},
                ],
                "od-2": [{"union_id": "on_2", "name": "许知远", "employee_no": "90002"}],
            }.get(asked["department_id"], []),
        },
    },
}  # fmt: skip

SHAPES = {"wecom": WECOM, "dingtalk": DINGTALK, "feishu": FEISHU}


class Recorded:
    """What the server answers, and what it was asked."""

    def __init__(self, code):
        self.answers, self.asked, self.url = dict(SHAPES[code]), [], ""

    def answer(self, path, asked):
        found = self.answers.get(path, {"errcode": 404, "code": 404})
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        return found(asked) if callable(found) else found

    def paths(self):
        return [path for path, *_ in self.asked]


@contextmanager
def suite_on(code):
    """Run a suite on this machine."""
    made = Recorded(code)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.reply({})

        def do_POST(self):
            self.reply(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def reply(self, body):
            parts = urlsplit(self.path)
            asked = dict(parse_qsl(parts.query)) | body
            made.asked.append((parts.path, asked, dict(self.headers)))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(made.answer(parts.path, asked)).encode())

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
