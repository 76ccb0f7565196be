"""History: every change, by whom and from where, before and after, sealed against tampering."""
