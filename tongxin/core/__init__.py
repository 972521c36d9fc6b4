"""The ground floor: clock, errors, acts, policy, keys, encryption, database, pages. It knows no people, no domain."""
