"""Acts on the organisation: each one transaction, each with its right, its rule and its fact."""
