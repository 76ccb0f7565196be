"""Pure decisions of delivery: no Django, no clock, no input or output."""
