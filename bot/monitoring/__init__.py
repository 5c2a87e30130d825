"""What operators see of a running Kith: metrics, health, and logs without text or names."""
