"""Pure decisions of forecasting: arrays in, arrays out; no Django, no clock, no input or output."""
