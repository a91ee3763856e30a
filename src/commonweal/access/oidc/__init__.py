"""Signing in through a provider of accounts, by OpenID Connect: the authorization code flow with PKCE."""
