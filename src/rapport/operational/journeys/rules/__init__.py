"""Pure decisions about journeys: no Django, no clock, no input or output."""
