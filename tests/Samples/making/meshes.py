"""The meshes of the sample sets, built from boards, plates and lathed profiles. Lengths in metres unless a name says otherwise."""

import math
import random

import bmesh
import bpy
from mathutils import Matrix, Vector


class Shape:
    """Collects parts into one mesh; each part has a material slot and UVs along its longest side."""

    def __init__(self, seed=1, uv=True):
        self.mesh = bmesh.new()
        self.uv = self.mesh.loops.layers.uv.new("UVMap") if uv else None
        self.random = random.Random(seed)

    def box(self, centre, size, slot=0, bevel=0.0, turn=None, strips=4):
        """A board: `turn` is a rotation matrix about its centre; the grain runs along its longest side."""
        part = bmesh.new()
        bmesh.ops.create_cube(part, size=1.0, matrix=Matrix.Diagonal((*size, 1.0)))
        if bevel > 0:
            bmesh.ops.bevel(part, geom=part.edges[:], offset=bevel, segments=1, affect='EDGES')
        strip, slide = self.random.randrange(strips), self.random.random()
        place = Matrix.Translation(centre) @ (turn or Matrix.Identity(4))
        along = max(range(3), key=lambda axis: size[axis])
        across = sorted((axis for axis in range(3) if axis != along), key=lambda axis: -size[axis])
        corners = {vertex: self.mesh.verts.new(place @ vertex.co) for vertex in part.verts}
        for face in part.faces:
            copy = self.mesh.faces.new([corners[vertex] for vertex in face.verts])
            copy.material_index = slot
            flat = max(range(3), key=lambda axis: abs(face.normal[axis]))
            side = across[1] if flat == across[0] else across[0]
            if self.uv:
                for loop, vertex in zip(copy.loops, face.verts):
                    lengthwise = vertex.co[along] if flat != along else vertex.co[across[1]]
                    sideways = (vertex.co[side] / size[side] + 0.5) * min(size[side] * strips, 0.9)
                    loop[self.uv].uv = (lengthwise + slide, (strip + 0.05 + sideways) / strips)
        part.free()

    def lathe(self, profile, segments, slot_of_ring, turn=None):
        """Turns (radius, height) points about Z; slot_of_ring gives the slot of the ring above each point."""
        turn = turn or Matrix.Identity(4)
        rings = [[self.mesh.verts.new(turn @ Vector((radius * math.cos(2 * math.pi * i / segments),
                                                     radius * math.sin(2 * math.pi * i / segments), height)))
                  for i in range(segments)] for radius, height in profile]
        for row, (lower, upper) in enumerate(zip(rings, rings[1:])):
            for i in range(segments):
                j = (i + 1) % segments
                face = self.mesh.faces.new((lower[i], lower[j], upper[j], upper[i]))
                face.material_index = slot_of_ring(row)
                face.smooth = True
                if self.uv:
                    v0, v1 = row / (len(profile) - 1), (row + 1) / (len(profile) - 1)
                    for loop, uv in zip(face.loops, ((i, v0), (i + 1, v0), (i + 1, v1), (i, v1))):
                        loop[self.uv].uv = (uv[1], uv[0] / segments)
        for ring, backwards in ((rings[0], True), (rings[-1], False)):
            face = self.mesh.faces.new(ring[::-1] if backwards else ring)
            face.material_index = slot_of_ring(0)
            if self.uv:
                for loop in face.loops:
                    loop[self.uv].uv = (loop.vert.co.x + 0.5, loop.vert.co.y + 0.5)

    def sliver(self, a, b, c, slot=0):
        """A triangle as given, even one without area."""
        self.mesh.faces.new([self.mesh.verts.new(corner) for corner in (a, b, c)]).material_index = slot

    def to_object(self, name, materials, scale=1.0):
        """Puts the mesh into the scene; `scale` multiplies the vertices, not the object."""
        bmesh.ops.transform(self.mesh, matrix=Matrix.Diagonal((scale, scale, scale, 1.0)), verts=self.mesh.verts[:])
        mesh = bpy.data.meshes.new(name)
        self.mesh.to_mesh(mesh)
        self.mesh.free()
        for material in materials:
            mesh.materials.append(material)
        thing = bpy.data.objects.new(name, mesh)
        bpy.context.scene.collection.objects.link(thing)
        return thing


def side_turns():
    """The six sides of a box: rotations that bring +Z to each side."""
    return [Matrix.Identity(4), Matrix.Rotation(math.pi, 4, 'X')] + [
        Matrix.Rotation(math.pi / 2 * quarter, 4, 'Z') @ Matrix.Rotation(math.pi / 2, 4, 'X') for quarter in range(4)]


def crate(wood, frame, metal):
    """One metre, standing on the origin: panels of boards, a frame, a diagonal brace and metal corners."""
    body, lift = Shape(3), Matrix.Translation((0, 0, 0.5))
    for number, turn in enumerate(side_turns()):
        for board in range(5):
            place = lift @ turn @ Matrix.Translation(((board - 2) * 0.184, 0, 0.45))
            body.box(place.translation, (0.178, 0.92, 0.024), 0, 0.004, turn)
        for sign in (-1, 1):
            for place, size in (((0, sign * 0.43, 0.476), (0.734, 0.126, 0.036)), ((sign * 0.43, 0, 0.476), (0.126, 0.986, 0.036))):
                if number > 1:
                    size = tuple(min(length, 0.916) for length in size)
                body.box((lift @ turn @ Matrix.Translation(place)).translation, size, 1, 0.006, turn)
        if number > 1:
            brace = turn @ Matrix.Rotation(math.pi / 4, 4, 'Z')
            body.box((lift @ turn @ Matrix.Translation((0, 0, 0.472))).translation, (0.11, 0.96, 0.026), 1, 0.006, brace)
    body = body.to_object("SM_Crate", (wood, frame))
    corners = Shape(5)
    for turn in side_turns():
        for x in (-1, 1):
            for y in (-1, 1):
                plate = turn @ Matrix.Translation((x * 0.4115, y * 0.4115, 0.497))
                corners.box(plate.translation, (0.166, 0.166, 0.006), 0, 0.002, turn)
                for bolt in ((x * 0.37, y * 0.37), (x * 0.37, y * 0.455), (x * 0.455, y * 0.37)):
                    corners.lathe([(0.014, 0.499), (0.012, 0.505), (0.006, 0.508)], 8, lambda ring: 0,
                                  turn @ Matrix.Translation((*bolt, 0)))
    corners = corners.to_object("SM_Crate_Corners", (metal,))
    corners.location = (0, 0, 0.5)
    corners.parent = body
    return body


def lid(wood, frame):
    """A lid for the crate: boards on two battens."""
    shape = Shape(8)
    for board in range(5):
        shape.box(((board - 2) * 0.202, 0, 0.05), (0.196, 1.02, 0.03), 0, 0.004)
    for y in (-0.35, 0.35):
        shape.box((0, y, 0.0175), (0.86, 0.1, 0.035), 1, 0.006)
    return shape.to_object("CrateLid", (wood, frame))


def handle(metal):
    """A handle built in centimetres, shrunk by its object's scale; with an empty slot, faces without area and a part without UVs."""
    grip = Shape(13)
    grip.box((0, 0, 4.0), (14.0, 2.0, 2.0), 0, 0.3)
    for x in (-6.5, 6.5):
        grip.box((x, 0, 1.5), (1.6, 1.6, 3.4), 1, 0.2)
    for step in range(3):
        grip.sliver((step, 0, 5.2), (step + 0.5, 0, 5.2), (step + 1.0, 0, 5.2))
    grip = grip.to_object("SM_CrateHandle", (metal, None))
    grip.scale = (0.01, 0.01, 0.01)
    mount = Shape(17, uv=False)
    for x in (-6.5, 6.5):
        mount.box((x, 0, -0.2), (4.0, 4.0, 0.4), 0, 0.1)
    mount = mount.to_object("SM_CrateHandle_Mount", (metal,))
    mount.parent = grip
    return grip


def bolt(metal):
    """A bolt of 5 cm whose vertices were shrunk a hundredfold by a wrong unit setting."""
    shape = Shape(19)
    shape.lathe([(0.012, 0.0), (0.012, 0.01)], 6, lambda ring: 0)
    shape.lathe([(0.006, 0.01), (0.006, 0.045), (0.004, 0.05)], 12, lambda ring: 0)
    return shape.to_object("SM_CrateBolt", (metal,), scale=0.01)


def barrel(wood, hoop):
    """A barrel, 60 cm wide and 90 cm high, with three hoops."""
    shape = Shape(23)
    heights = [0, 0.08, 0.12, 0.25, 0.42, 0.48, 0.65, 0.78, 0.82, 0.90]
    bulge = [0.24 + 0.06 * math.sin(math.pi * height / 0.9) for height in heights]
    shape.lathe(list(zip(bulge, heights)), 24, lambda ring: 1 if ring in (1, 4, 7) else 0)
    return shape.to_object("SM_Barrel", (wood, hoop))
