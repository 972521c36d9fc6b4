"""Backup and restore: one open file (docs/backup-format.md) that becomes the same installation on either database."""
