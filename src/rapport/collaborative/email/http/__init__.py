"""Settings screens of e-mail accounts."""
