"""What Mapper keeps in the user's state folder: the journal of unsaved work and the versions of saved maps."""
