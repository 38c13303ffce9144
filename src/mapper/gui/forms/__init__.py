"""Fields over `model.details`: what they show, and what a committed field does to the map."""
