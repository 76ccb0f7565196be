"""The channel e-mail: SMTP out with DKIM, SMTP and IMAP in."""
