"""Pages of accounts: sign-in, sign-out, password."""
