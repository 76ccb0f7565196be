"""Pages and endpoints of journeys."""
