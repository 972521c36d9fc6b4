"""OpenID Connect: authorization code with PKCE, state and nonce; the id token alone says who somebody is."""
