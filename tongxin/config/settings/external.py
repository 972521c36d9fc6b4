"""Sign-in and directories of the customer's own systems: what the environment names, one entry a configured system.

A system is configured when its first name is set; nothing is contacted here (``tongxin sso check`` does that).
"""

from tongxin.config import environ

Values = dict[str, str | bool | list[str]]
SUITES = {
    "wecom": ("https://login.work.weixin.qq.com", "https://qyapi.weixin.qq.com"),
    "dingtalk": ("https://login.dingtalk.com", "https://api.dingtalk.com"),
    "feishu": ("https://accounts.feishu.cn", "https://open.feishu.cn"),
}

OLDER = {"dingtalk": "https://oapi.dingtalk.com"}


def configured() -> dict[str, Values]:
    """Return the values of each configured system by its code."""
    found = {"oidc": _oidc(), "ldap": _ldap(), **{code: _suite(code) for code in SUITES}}
    return {code: values for code, values in found.items() if values}


def _oidc() -> Values:
    name = "TONGXIN_OIDC"
    issuer = environ.text(f"{name}_ISSUER")
    return issuer and {  # type: ignore[return-value]
        "issuer": issuer,
        "client": environ.text(f"{name}_CLIENT"),
        "secret": environ.text(f"{name}_SECRET"),
        "label": environ.text(f"{name}_LABEL"),
        "scopes": environ.text(f"{name}_SCOPES", "openid"),
        "hosts": environ.words(f"{name}_HOSTS"),
        "staff": environ.text(f"{name}_STAFF_CLAIM"),
        "trusted": environ.flag(f"{name}_TRUST_STAFF_CLAIM", default=False),
    }


def _ldap() -> Values:
    name = "TONGXIN_LDAP"
    url = environ.text(f"{name}_URL")
    return url and {  # type: ignore[return-value]
        "url": url,
        "starttls": environ.flag(f"{name}_STARTTLS", default=True),
        "ca": environ.text(f"{name}_CA"),
        "base": environ.text(f"{name}_BASE"),
        "bind_dn": environ.text(f"{name}_BIND_DN"),
        "bind_password": environ.text(f"{name}_BIND_PASSWORD"),
        "filter": environ.text(f"{name}_FILTER", "(uid={name})"),
        "subject": environ.text(f"{name}_SUBJECT", "entryUUID"),
        "staff": environ.text(f"{name}_STAFF", "employeeNumber"),
        "trusted": environ.flag(f"{name}_TRUST_STAFF", default=False),
        "name": environ.text(f"{name}_NAME", "cn"),
        "phone": environ.text(f"{name}_PHONE", "mobile"),
        "people_filter": environ.text(f"{name}_PEOPLE_FILTER", "(objectClass=inetOrgPerson)"),
        "units_filter": environ.text(f"{name}_UNITS_FILTER", "(objectClass=organizationalUnit)"),
        "unit_code": environ.text(f"{name}_UNIT_CODE", "entryUUID"),
        "unit_name": environ.text(f"{name}_UNIT_NAME", "ou"),
        "root": environ.text(f"{name}_ROOT"),
        "label": environ.text(f"{name}_LABEL"),
    }


def _suite(code: str) -> Values:
    name, (page, url) = f"TONGXIN_{code.upper()}", SUITES[code]
    app = environ.text(f"{name}_APP")
    return app and {  # type: ignore[return-value]
        "app": app,
        "secret": environ.text(f"{name}_SECRET"),
        "company": environ.text(f"{name}_COMPANY"),
        "agent": environ.text(f"{name}_AGENT"),
        "page": environ.text(f"{name}_PAGE", page),
        "api": environ.text(f"{name}_URL", url),
        "also": environ.text(f"{name}_OLD_URL", OLDER.get(code, "")),
        "root": environ.text(f"{name}_ROOT"),
        "trusted": environ.flag(f"{name}_TRUST_STAFF", default=False),
        "label": environ.text(f"{name}_LABEL"),
    }
