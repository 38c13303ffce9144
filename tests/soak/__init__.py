"""Slow measurements that print figures: each can be stopped and resumed, and adds up."""
