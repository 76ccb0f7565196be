"""Settings: declared by rooms, kept by business or member, checked, audited, announced."""
