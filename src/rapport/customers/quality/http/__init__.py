"""The room's endpoints and pages."""
