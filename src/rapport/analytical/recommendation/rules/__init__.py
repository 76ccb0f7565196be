"""Pure decisions of recommendation: no Django, no clock, no input or output."""
