"""Sign-in by the customer's own systems. They say who somebody is there; a binding says whose account that is here."""
