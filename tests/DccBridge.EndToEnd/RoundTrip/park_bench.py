"""Models a park bench as a person does it with menus: a wooden seat, two iron legs hung below it. Its right leg was stretched and the scale never applied."""

import bpy


def material(name, colour, roughness):
    made = bpy.data.materials.new(name)
    made.use_nodes = True
    shader = made.node_tree.nodes["Principled BSDF"]
    shader.inputs["Base Color"].default_value = colour
    shader.inputs["Roughness"].default_value = roughness
    # The colour in the viewport's solid mode.
    made.diffuse_color = colour
    made.roughness = roughness
    return made


def box(name, size, place, turn=0.0):
    bpy.ops.mesh.primitive_cube_add(size=1, location=place, rotation=(turn, 0, 0))
    made = bpy.context.active_object
    made.name = made.data.name = name
    made.scale = size
    return made


def bake(things, rotation=True):
    """Ctrl+A."""
    bpy.ops.object.select_all(action="DESELECT")
    for thing in things:
        thing.select_set(True)
    bpy.ops.object.transform_apply(location=False, rotation=rotation, scale=True)


def bench():
    bpy.ops.object.select_all(action="DESELECT")
    bpy.data.objects["Cube"].select_set(True)
    bpy.ops.object.delete()
    wood, iron = material("M_BenchWood", (0.45, 0.2, 0.07, 1), 0.7), material("M_BenchIron", (0.14, 0.17, 0.2, 1), 0.4)
    planks = [box("SM_Bench", (1.6, 0.11, 0.04), (0, 0, 0.44))]
    planks += [box("Plank", (1.6, 0.11, 0.04), (0, 0.13 * step, 0.44)) for step in (-1, 1)]
    planks += [box("Plank", (1.6, 0.03, 0.11), (0, 0.235 + 0.03 * step, 0.6 + 0.14 * step), -0.2) for step in range(3)]
    bake(planks)
    for plank in planks:
        plank.select_set(True)
    seat = bpy.context.view_layer.objects.active = planks[0]
    bpy.ops.object.join()
    seat.data.materials.append(wood)
    left = box("SM_Bench_LegLeft", (0.06, 0.4, 0.42), (-0.65, 0.02, 0.21))
    right = box("SM_Bench_LegRight", (0.06, 0.4, 0.42), (0.65, 0.02, 0.21))
    bake([left])
    for leg in (left, right):
        leg.data.materials.append(iron)
        leg.parent = seat
        leg.matrix_parent_inverse = seat.matrix_world.inverted()
    # Its origin is on the ground between its legs, where a level designer takes hold of it.
    bpy.context.scene.cursor.location = (0, 0, 0)
    for thing in (seat, left, right):
        thing.select_set(True)
    bpy.context.view_layer.objects.active = seat


def choose(*names):
    """Selects objects in place of the selection, the first one active."""
    bpy.ops.object.select_all(action="DESELECT")
    for name in names:
        bpy.data.objects[name].select_set(True)
    bpy.context.view_layer.objects.active = bpy.data.objects[names[0]] if names else None
