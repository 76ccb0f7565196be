"""The wire: SMTP out, SMTP and IMAP in."""
