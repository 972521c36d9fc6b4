"""LDAP: the name and password of the domain, and the tree of units with its people."""
