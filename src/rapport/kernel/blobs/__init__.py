"""Files: kept on disk by business and content, given out as attachments only."""
