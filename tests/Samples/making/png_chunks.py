"""PNG written chunk by chunk, because Blender's own writer does not let the caller choose the colour space chunks."""

import struct
import zlib

import numpy as np

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LINEAR = 100000
"""gAMA value of 1.0: the samples are light, or data that is not colour at all."""


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def filtered(pixels):
    """Rows with the PNG filter that leaves the smallest sum of differences."""
    height, width, channels = pixels.shape
    raw = pixels.astype(np.int16).reshape(height, width * channels)
    above = np.vstack([np.zeros((1, width * channels), np.int16), raw[:-1]])
    left = np.hstack([np.zeros((height, channels), np.int16), raw[:, :-channels]])
    corner = np.hstack([np.zeros((height, channels), np.int16), above[:, :-channels]])
    predicted = left + above - corner
    near_left, near_above, near_corner = (np.abs(predicted - side) for side in (left, above, corner))
    paeth = np.where((near_left <= near_above) & (near_left <= near_corner), left,
                     np.where(near_above <= near_corner, above, corner))
    rows = [(raw - side).astype(np.uint8) for side in (np.zeros_like(raw), left, above, (left + above) // 2, paeth)]
    cost = np.stack([np.abs(row.view(np.int8).astype(np.int16)).sum(axis=1) for row in rows])
    best = cost.argmin(axis=0)
    return b"".join(bytes([best[y]]) + rows[best[y]][y].tobytes() for y in range(height))


def write(path, pixels, software, srgb=False, gamma=None):
    """Writes 8-bit pixels of shape (height, width, channels): 1 is gray, 3 is RGB, 4 is RGBA."""
    height, width, channels = pixels.shape
    colour_type = {1: 0, 3: 2, 4: 6}[channels]
    with open(path, "wb") as file:
        file.write(SIGNATURE)
        file.write(chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colour_type, 0, 0, 0)))
        if srgb:
            file.write(chunk(b"sRGB", b"\x00"))
        if gamma is not None:
            file.write(chunk(b"gAMA", struct.pack(">I", gamma)))
        file.write(chunk(b"tEXt", b"Software\x00" + software.encode("latin-1")))
        file.write(chunk(b"IDAT", zlib.compress(filtered(pixels), 9)))
        file.write(chunk(b"IEND", b""))
