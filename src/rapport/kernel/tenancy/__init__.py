"""Tenants: many businesses on one installation, each walled off by the database itself."""
