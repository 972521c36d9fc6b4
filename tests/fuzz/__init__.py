"""The API against what nobody would send: schemathesis, in the process, in the name of several roles."""
