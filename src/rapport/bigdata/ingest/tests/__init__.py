"""Tests of bigdata.ingest."""
