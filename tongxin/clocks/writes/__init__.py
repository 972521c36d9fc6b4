"""Services of the clocks. They run inside the act of a domain, which decides who may and records the fact."""
