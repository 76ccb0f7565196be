"""What visitors do now: windows over the live stream, rules that fire, figures for a wall."""
