"""The invented demo organisation, made from a seed."""

DEMO_TENANT = "demo"
