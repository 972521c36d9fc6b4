"""Text messages that carry a sign-in code: the customer's gateway, and the seam to whoever knows the numbers."""
