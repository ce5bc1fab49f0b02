"""What all DCCs share: the way to the companion, the side-car, the operations that the companion may ask for."""
