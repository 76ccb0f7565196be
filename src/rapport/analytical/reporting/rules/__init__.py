"""Pure decisions of reporting: formulas, statements, periods, addresses, bands; no Django, clock, or I/O."""
