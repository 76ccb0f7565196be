"""The wire: messages out, messages and reports in."""
