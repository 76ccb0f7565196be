"""Tests of customers.visitors."""
