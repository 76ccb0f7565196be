"""Pure decisions of the inbox: no Django, no clock, no input or output."""
