"""Substance 3D Painter, asked by the companion through its remote scripting. Nothing of it is installed there."""
