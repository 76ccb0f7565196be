"""Requests in, pages out: the policy, replies and the style page."""
