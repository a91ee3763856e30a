"""What a server tells those who look after it: logs, metrics, whether it lives and is ready."""
