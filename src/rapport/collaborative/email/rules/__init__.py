"""Pure decisions of e-mail: bytes in, records out."""
