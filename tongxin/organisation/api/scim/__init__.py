"""SCIM 2.0 (RFC 7643, RFC 7644) under /scim/v2: a directory enters people and units by the services of the pages."""
