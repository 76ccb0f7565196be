"""One typed filter language for lists, programs, audiences, rules and segments."""
