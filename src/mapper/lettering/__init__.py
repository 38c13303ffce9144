"""How large text is, where it breaks and with which letters it is set. Whoever needs a text's size asks here."""
