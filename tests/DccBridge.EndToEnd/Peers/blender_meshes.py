"""Makes mesh files with Blender: blender -b -noaudio --factory-startup --python-exit-code 1 -P blender_meshes.py -- <folder>

Figures that the tests know beforehand: see each function.
"""
import math
import os
import sys

import bmesh
import bpy

FOLDER = sys.argv[sys.argv.index("--") + 1]


def clear():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.context.scene.render.fps = 24
    bpy.context.scene.unit_settings.scale_length = 1


def mesh_object(name, vertices, faces, materials=(), channels=()):
    """An object; each channel is a list of UVs in the order of the corners of the faces."""
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(vertices, [], faces)
    for channel, uvs in enumerate(channels):
        layer = mesh.uv_layers.new(name="UV%d" % channel)
        for loop, uv in zip(layer.data, uvs):
            loop.uv = uv
    for material in materials:
        mesh.materials.append(bpy.data.materials.get(material) or bpy.data.materials.new(material))
    mesh.update()
    found = bpy.data.objects.new(name, mesh)
    bpy.context.scene.collection.objects.link(found)
    return found


BOX = (
    [(x, y, z) for z in (0, 1) for y in (0, 1) for x in (0, 1)],
    [(0, 2, 3, 1), (4, 5, 7, 6), (0, 1, 5, 4), (2, 6, 7, 3), (0, 4, 6, 2), (1, 3, 7, 5)],
)


def tiles(overlap):
    """A 4 x 2 atlas for the six quads of the box, 0.25 x 0.5 each; with overlap the last two share a tile."""
    uvs = []
    for face in range(6):
        tile = 4 if overlap and face == 5 else face
        u, v = (tile % 4) / 4, (tile // 4) / 2
        uvs += [(u, v), (u + 0.25, v), (u + 0.25, v + 0.5), (u, v + 0.5)]
    return uvs


def box(name, scale=1.0, materials=(), channels=()):
    vertices = [(x * scale, y * scale, z * scale) for x, y, z in BOX[0]]
    found = mesh_object(name, vertices, BOX[1], materials, channels)
    for polygon in found.data.polygons:
        polygon.material_index = min(polygon.index // 3, max(0, len(materials) - 1))
    return found


def triangulated_grid(name, side, height=0.0):
    mesh = bpy.data.meshes.new(name)
    shape = bmesh.new()
    bmesh.ops.create_grid(shape, x_segments=side, y_segments=side, size=1)
    for vertex in shape.verts:
        vertex.co.z = height * math.sin(vertex.co.x * 7) * math.cos(vertex.co.y * 5)
    shape.to_mesh(mesh)
    shape.free()
    found = bpy.data.objects.new(name, mesh)
    bpy.context.scene.collection.objects.link(found)
    return found


def crate():
    """12 triangles of LOD 0, 2 channels: the first without overlap, the second with 1 of 5 tiles twice; 2 LODs, 3 collision shapes, one nested, one astray."""
    clear()
    main = box("SM_Crate", 1.0, ("M_Wood", "M_Metal"), (tiles(False), tiles(True)))
    box("SM_Crate_LOD1", 0.9, ("M_Wood",), (tiles(False),))
    lod = mesh_object("SM_Crate_LOD2", [(0, 0, 0), (1, 0, 0), (0, 0, 1)], [(0, 1, 2)], ("M_Wood",), ([(0, 0), (1, 0), (0, 1)],))
    lod.location = (30, 0, 0)
    box("UCX_SM_Crate_01", 1.1)
    nested = box("UBX_SM_Crate", 1.2)
    nested.parent = main
    box("USP_SM_Barrel", 5.0)


def rigged():
    """A bar of three bones with two shape keys and two actions of 24 frames a second; four vertices on two bones, two on none, which the exporter hangs on a bone of its own."""
    clear()
    vertices = [(x, y, z) for x in (0, 1, 2, 3) for y in (0, 1) for z in (0, 1)]
    faces = []
    for i in range(3):
        a, b = 4 * i, 4 * (i + 1)
        faces += [(a, b, b + 1, a + 1), (a + 1, b + 1, b + 3, a + 3), (a + 3, b + 3, b + 2, a + 2), (a + 2, b + 2, b, a)]
    body = mesh_object("SK_Bar", vertices, faces, ("M_Bar",))
    bones = bpy.data.armatures.new("Rig")
    rig = bpy.data.objects.new("Rig", bones)
    bpy.context.scene.collection.objects.link(rig)
    bpy.context.view_layer.objects.active = rig
    bpy.ops.object.mode_set(mode="EDIT")
    parent = None
    for i, name in enumerate(("root", "spine", "head")):
        bone = bones.edit_bones.new(name)
        bone.head, bone.tail = (i, 0.5, 0.5), (i + 1, 0.5, 0.5)
        bone.parent = parent
        parent = bone
    bpy.ops.object.mode_set(mode="OBJECT")
    for name, weights in (("root", {i: 1.0 for i in range(4)}), ("spine", {**{i: 1.0 for i in range(4, 8)}, **{i: 0.5 for i in range(8, 12)}}), ("head", {**{i: 0.5 for i in range(8, 12)}, 12: 1.0, 13: 1.0})):
        group = body.vertex_groups.new(name=name)
        for vertex, weight in weights.items():
            group.add([vertex], weight, "REPLACE")
    body.modifiers.new("Armature", "ARMATURE").object = rig
    body.parent = rig
    body.shape_key_add(name="Basis")
    for name, offset in (("Fat", 0.5), ("Thin", -0.25)):
        key = body.shape_key_add(name=name)
        for point in key.data:
            point.co.y += offset
    body.data.shape_keys.key_blocks["Thin"].value = 0.25
    rig.animation_data_create()
    for name, last in (("Idle", 25), ("Walk", 49)):
        action = bpy.data.actions.new(name)
        action.use_fake_user = True
        rig.animation_data.action = action
        bone = rig.pose.bones["spine"]
        bone.rotation_mode = "QUATERNION"
        for frame, angle in ((1, 0.0), (last, 0.5)):
            bone.rotation_quaternion = (math.cos(angle), math.sin(angle), 0, 0)
            bone.keyframe_insert("rotation_quaternion", frame=frame)
        track = rig.animation_data.nla_tracks.new()
        track.name = name
        track.strips.new(name, 1, action)
        rig.animation_data.action = None
    bpy.context.scene.frame_end = 49


def export_glb(name, **options):
    bpy.ops.export_scene.gltf(filepath=os.path.join(FOLDER, name), export_format="GLB", export_yup=True, **options)


def export_obj(name):
    bpy.ops.wm.obj_export(filepath=os.path.join(FOLDER, name), export_selected_objects=False, export_normals=True, export_uv=True, export_materials=True)


def textured(path):
    """Gives the wood an image that the material library names."""
    image = bpy.data.images.new("T_Wood_D", 4, 4)
    image.filepath_raw = path
    image.file_format = "PNG"
    image.save()
    material = bpy.data.materials["M_Wood"]
    material.use_nodes = True
    node = material.node_tree.nodes.new("ShaderNodeTexImage")
    node.image = image
    principled = material.node_tree.nodes["Principled BSDF"]
    material.node_tree.links.new(node.outputs["Color"], principled.inputs["Base Color"])


crate()
textured(os.path.join(FOLDER, "T_Wood_D.png"))
export_glb("SM_Crate.glb")
export_obj("SM_Crate.obj")
rigged()
export_glb("SK_Bar.glb", export_animations=True, export_nla_strips=True, export_morph=True, export_skins=True)
clear()
triangulated_grid("SM_Ground", 120, 0.1)
export_obj("SM_Ground.obj")
export_glb("SM_Ground.glb")
