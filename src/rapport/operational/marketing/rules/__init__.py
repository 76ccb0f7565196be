"""Pure decisions of marketing: no Django, no clock, no input or output."""
