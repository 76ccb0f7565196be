"""Pure decisions about worth: quintiles, named segments, the revenue curve, and the reasons in words."""
