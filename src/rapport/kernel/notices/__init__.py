"""Notices: what rooms tell a member."""
