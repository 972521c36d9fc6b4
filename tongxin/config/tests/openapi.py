"""Keep the description of the API as the one that is agreed: ``python -m tongxin.config.tests.openapi``."""

import json
import os
from pathlib import Path

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongxin.config.settings.test")
    django.setup()
    from tongxin.config.api import api

    text = json.dumps(api.get_openapi_schema(), indent=2, ensure_ascii=False) + "\n"
    Path(__file__).with_name("openapi.json").write_text(text, encoding="utf-8")
