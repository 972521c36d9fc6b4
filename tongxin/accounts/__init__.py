"""Users and their sign-in: numbers, phones, passwords, sessions, tokens. Who a person is belongs to organisation."""
