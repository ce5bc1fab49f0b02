"""A stand-in for Substance 3D Painter's Python, after its public documentation."""
