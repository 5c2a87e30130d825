"""The playground's own HTTP API: acting as people, faults and the clock, for tests in another process."""
