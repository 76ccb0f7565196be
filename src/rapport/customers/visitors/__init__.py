"""Visitors become customers: who said who they are, and whose visits came before."""
