"""The ground floor: clock, errors, acts, policy, keys and encryption, database, pages. It knows no people and no domain."""
