"""Pure decisions: what an event tells, what is unusual, when a rule is fulfilled."""
