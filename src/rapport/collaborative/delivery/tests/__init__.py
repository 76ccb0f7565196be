"""Tests of collaborative.delivery."""
