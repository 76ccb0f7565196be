"""Text with places to fill, without logic: mail, canned replies and campaigns alike."""
