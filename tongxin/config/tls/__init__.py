"""https without a proxy: certificates of our own, and the page that tells how a device comes to trust them."""
