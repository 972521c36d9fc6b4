"""The front door: home, me, the workbench, the journal's page. It owns no data; other apps fill its slots."""
