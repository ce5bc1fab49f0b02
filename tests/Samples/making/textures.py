"""The pictures of the sample sets, computed: tileable noise, wood, rust, stencil."""

import numpy as np


def noise(rng, height, width, rows, columns):
    """Tileable value noise, 0 to 1, with the given number of cells in each direction."""
    cells = rng.random((rows, columns))
    y = np.arange(height) * rows / height
    x = np.arange(width) * columns / width
    y0, x0 = y.astype(int), x.astype(int)
    fy, fx = y - y0, x - x0
    fy, fx = (fy * fy * (3 - 2 * fy))[:, None], (fx * fx * (3 - 2 * fx))[None, :]
    y1, x1 = (y0 + 1) % rows, (x0 + 1) % columns
    top = cells[np.ix_(y0, x0)] * (1 - fx) + cells[np.ix_(y0, x1)] * fx
    bottom = cells[np.ix_(y1, x0)] * (1 - fx) + cells[np.ix_(y1, x1)] * fx
    return top * (1 - fy) + bottom * fy


def octaves(rng, height, width, rows, columns, count):
    total, weight = np.zeros((height, width)), 0.0
    for octave in range(count):
        total += noise(rng, height, width, rows << octave, columns << octave) * 0.5 ** octave
        weight += 0.5 ** octave
    return total / weight


def to_bytes(colour):
    return np.clip(np.rint(colour * 255), 0, 255).astype(np.uint8)


def wood_height(seed, size, planks):
    """Height of a sheet of planks that run along U, 0 (groove) to 1, and the number of the plank at each row."""
    rng = np.random.default_rng(seed)
    v = np.arange(size)[:, None] / size
    plank = np.minimum((v * planks).astype(int), planks - 1)
    shift = rng.random(planks)[plank]
    warp = octaves(rng, size, size, 2 * planks, 3, 2)
    rings = 0.5 + 0.5 * np.sin(2 * np.pi * (v * planks * 3.0 + warp * 2.6 + shift * 5))
    fibre = octaves(rng, size, size, 24 * planks, 5, 2)
    height = 0.55 + 0.25 * rings + 0.2 * fibre
    across = v * planks - plank
    edge = np.minimum(across, 1 - across) * size / planks
    groove = np.clip(edge / 4.0, 0, 1) ** 0.5
    return height * groove, plank


def wood_colour(seed, size, planks, dark=(0.23, 0.13, 0.06), light=(0.66, 0.45, 0.26)):
    """sRGB colour of the same sheet."""
    height, plank = wood_height(seed, size, planks)
    tint = np.random.default_rng(seed + 1).uniform(-0.10, 0.10, planks)[plank]
    level = np.clip(height + tint, 0, 1)[..., None]
    return to_bytes(np.array(dark) * (1 - level) + np.array(light) * level)


def normal_map(height, strength):
    """Tangent space normals with green down, as Unreal wants them."""
    dx = (np.roll(height, -1, 1) - np.roll(height, 1, 1)) * strength
    dy = (np.roll(height, -1, 0) - np.roll(height, 1, 0)) * strength
    normal = np.stack([-dx, -dy, np.ones_like(height)], axis=-1)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    return to_bytes(normal * 0.5 + 0.5)


def lid_height(size):
    """Four boards with a round hollow for the hand in the middle."""
    height, _ = wood_height(41, size, 4)
    y, x = np.mgrid[0:size, 0:size] / size - 0.5
    hollow = np.clip((np.hypot(x, y) - 0.16) / 0.05, 0, 1)
    return height * (0.3 + 0.7 * hollow)


def paint_strip(width, height):
    """A long strip of paint: two colours, slanted bars, a soft light along the middle."""
    y, x = np.mgrid[0:height, 0:width].astype(float)
    bars = np.clip(np.sin((x + y) * 2 * np.pi / 256) * 6 + 0.5, 0, 1)[..., None]
    light = (0.85 + 0.15 * np.cos((y / height - 0.5) * np.pi))[..., None]
    colour = np.array((0.78, 0.60, 0.10)) * bars + np.array((0.12, 0.11, 0.10)) * (1 - bars)
    return to_bytes(colour * light)


def stencil(size):
    """Two arrows up over a bar: 'this side up', as a mask."""
    y, x = np.mgrid[0:size, 0:size] / size
    mask = (np.abs(y - 0.88) < 0.035) & (np.abs(x - 0.5) < 0.4)
    for centre in (0.3, 0.7):
        shaft = (np.abs(x - centre) < 0.05) & (y > 0.35) & (y < 0.78)
        head = (np.abs(x - centre) < (y - 0.10) * 0.55) & (y > 0.10) & (y < 0.38)
        mask |= shaft | head
    soft = mask.astype(float)
    soft = (soft + np.roll(soft, 1, 0) + np.roll(soft, 1, 1) + np.roll(soft, (1, 1), (0, 1))) / 4
    return to_bytes(soft)[..., None]


def rust(size):
    """Colour of rusty iron, RGBA floats for Blender's image API."""
    rng = np.random.default_rng(7)
    spots = np.clip(octaves(rng, size, size, 5, 5, 3) * 3 - 1.1, 0, 1)[..., None]
    grain = octaves(rng, size, size, 32, 32, 2)[..., None] * 0.15
    colour = np.array((0.42, 0.19, 0.08)) * spots + np.array((0.30, 0.29, 0.28)) * (1 - spots) + grain - 0.07
    return np.concatenate([np.clip(colour, 0, 1), np.ones((size, size, 1))], axis=-1)


def grime(size):
    """Dark dirt whose alpha is its thickness, RGBA floats for Blender's image API."""
    rng = np.random.default_rng(11)
    thickness = np.clip(octaves(rng, size, size, 4, 4, 3) * 2.4 - 0.9, 0, 1)[..., None]
    return np.concatenate([np.full((size, size, 3), (0.10, 0.08, 0.06)), thickness], axis=-1)
