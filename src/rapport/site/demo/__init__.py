"""The demo shops: two businesses simulated from a seed, as plain records that the bulk doors take in."""
