"""The doctor of an installation, ``tongxin check``: looks at everything an operator answers for and says what to do."""
