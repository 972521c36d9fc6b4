"""ONE append-only record: acts (facts) and looks. Audit trail, fact ledger and outbox in one.

Owns entries, their chain, followers and verification. What an entry means belongs to the app that records it.
"""
