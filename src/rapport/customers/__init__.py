"""Who is served: parties, consent, matching, timeline, intake."""
