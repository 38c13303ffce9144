"""The register of people, roles and units: what is done to several of its entries at once."""
