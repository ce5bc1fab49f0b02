"""What the FBX sample adds to the crate: levels of detail and collision, two of the nodes wrong on purpose. Lengths in metres."""

from mathutils import Matrix

from making.meshes import Shape, crate, side_turns

NAME = "SM_CrateLods"


def crate_with_lods(wood, frame, metal):
    """The crate, two levels of detail below it, and four collision nodes."""
    body = crate(wood, frame, metal)
    for part in [body, *body.children]:
        part.name = part.data.name = part.name.replace("SM_Crate", NAME)
    middle_level(wood, frame)
    far_level(wood)
    hull("UCX_" + NAME + "_01", (0, 0, 0.5), (1.0, 1.0, 1.0))
    hull("UBX_" + NAME + "_02", (0, 0, 1.01), (0.4, 0.4, 0.02))
    hull("UCX_SM_CrateLid_01", (0, 0, 1.05), (1.02, 1.02, 0.1))
    nested = hull("UCX_" + NAME + "_03", (0, 0, 0.02), (0.9, 0.9, 0.04))
    nested.parent = body
    return body


def middle_level(wood, frame):
    """A box with the bars of its frame."""
    shape, lift = Shape(29), Matrix.Translation((0, 0, 0.5))
    shape.box((0, 0, 0.5), (0.96, 0.96, 0.96), 0)
    for turn in side_turns():
        for sign in (-1, 1):
            for place, size in (((0, sign * 0.43, 0.476), (0.734, 0.126, 0.036)), ((sign * 0.43, 0, 0.476), (0.126, 0.986, 0.036))):
                shape.box((lift @ turn @ Matrix.Translation(place)).translation, size, 1, 0, turn)
    return shape.to_object(NAME + "_LOD1", (wood, frame))


def far_level(wood):
    """A box."""
    shape = Shape(31)
    shape.box((0, 0, 0.5), (1.0, 1.0, 1.0), 0)
    return shape.to_object(NAME + "_LOD2", (wood,))


def hull(name, centre, size):
    """A box without material and UVs."""
    shape = Shape(37, uv=False)
    shape.box(centre, size)
    return shape.to_object(name, ())
