"""What tests share and no user sees."""
