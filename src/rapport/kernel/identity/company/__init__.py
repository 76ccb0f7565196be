"""Signing in at a company's identity provider (OpenID Connect): what allauth leaves to us."""
