"""Makes FBX files with Blender's own exporter, one for each thing that the reader must tell.

    blender -b --factory-startup --python blender_fbx.py -- <folder>
"""

import math
import os
import sys

import bpy

FOLDER = os.path.abspath(sys.argv[sys.argv.index("--") + 1])


def empty_scene():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.context.scene.render.fps = 25


def export(name, **options):
    bpy.ops.export_scene.fbx(filepath=os.path.join(FOLDER, name), add_leaf_bones=False, **options)


def material(name):
    made = bpy.data.materials.new(name)
    made.use_nodes = True
    return made


def with_image(made, name, packed):
    image = bpy.data.images.new(name, 8, 8)
    image.filepath_raw = os.path.join(FOLDER, name + ".png")
    image.file_format = 'PNG'
    image.save()
    if packed:
        image.pack()
    node = made.node_tree.nodes.new("ShaderNodeTexImage")
    node.image = image
    made.node_tree.links.new(node.outputs["Color"], made.node_tree.nodes["Principled BSDF"].inputs["Base Color"])
    return made


def named(name, parent=None):
    thing = bpy.context.object
    thing.name = thing.data.name = name
    thing.parent = parent
    return thing


def prop(packed=False):
    """Several materials, polygons of many corners, two UV channels, a child with a turn, collision and a level of detail."""
    bpy.ops.mesh.primitive_cylinder_add(vertices=12, radius=0.5, depth=2, location=(0.3, -0.2, 1.1), rotation=(0.2, 0.4, 0.6))
    body = named("SM_Prop")
    for made in (with_image(material("M_Wood"), "T_Wood_D", packed), material("M_Iron"), None):
        body.data.materials.append(made)
    for face in body.data.polygons:
        face.material_index = face.index % 3
    body.data.uv_layers.new(name="Lightmap")
    bpy.ops.mesh.primitive_uv_sphere_add(segments=12, ring_count=8, location=(1, 0.5, 0.25), rotation=(0, 0.5, 0), scale=(1, 2, 0.5))
    named("SM_Prop_Knob", body).data.materials.append(bpy.data.materials["M_Iron"])
    bpy.data.objects["SM_Prop_Knob"].data.uv_layers.new(name="Second")
    bpy.ops.mesh.primitive_cube_add(size=2)
    named("UCX_SM_Prop_01")
    bpy.ops.mesh.primitive_cube_add(size=1)
    named("UBX_SM_Missing")
    bpy.ops.mesh.primitive_cylinder_add(vertices=5, radius=0.5, depth=2)
    named("SM_Prop_LOD1")


def hero():
    """A tube on three bones, two actions, a shape key that moves."""
    bpy.ops.object.armature_add()
    rig = bpy.context.object
    rig.name = "Armature"
    bpy.ops.object.mode_set(mode='EDIT')
    bones = rig.data.edit_bones
    bones[0].name, bones[0].tail = "root", (0, 0, 1)
    for number, name in enumerate(("spine", "head"), 1):
        bone = bones.new(name)
        bone.head, bone.tail, bone.parent = (0, 0, number), (0, 0, number + 1), bones[number - 1]
    bpy.ops.object.mode_set(mode='OBJECT')
    bpy.ops.mesh.primitive_cone_add(vertices=9, radius1=0.4, radius2=0.2, depth=3, location=(0, 0, 1.5))
    skin = named("SK_Hero")
    bpy.ops.object.transform_apply()
    for made in ("M_Skin", "M_Cloth"):
        skin.data.materials.append(material(made))
    for face in skin.data.polygons:
        face.material_index = 1 if face.index % 4 == 0 else 0
    for name, weights in (("root", lambda z: 1.0 if z < 1 else 0.25), ("spine", lambda z: 0.5), ("head", lambda z: 0.5 if z > 2 else 0)):
        group = skin.vertex_groups.new(name=name)
        for vertex in skin.data.vertices:
            if weights(vertex.co.z) > 0 and vertex.index > 1:
                group.add([vertex.index], weights(vertex.co.z), 'REPLACE')
    skin.parent = rig
    skin.modifiers.new("Armature", 'ARMATURE').object = rig
    skin.shape_key_add(name="Basis")
    smile = skin.shape_key_add(name="Smile")
    smile.data[0].co.x += 0.5
    smile.slider_min, smile.slider_max = -1, 2
    for frame, value in ((1, -0.5), (11, 1.5)):
        smile.value = value
        smile.keyframe_insert("value", frame=frame)
    for action, last in (("Walk", 26), ("Run", 11)):
        rig.animation_data_create().action = bpy.data.actions.new(action)
        bone = rig.pose.bones["spine"]
        bone.rotation_mode = 'XYZ'
        for frame, angle in ((1, 0), (last, 1)):
            bone.rotation_euler = (angle, 0, 0)
            bone.keyframe_insert("rotation_euler", frame=frame)


def main():
    os.makedirs(FOLDER, exist_ok=True)
    empty_scene()
    prop()
    export("prop.fbx")
    export("prop_z_up.fbx", axis_forward='Y', axis_up='Z')
    export("prop_x_up.fbx", axis_forward='Y', axis_up='X', global_scale=2.0, apply_scale_options='FBX_SCALE_ALL')
    empty_scene()
    prop(packed=True)
    export("prop_embedded.fbx", path_mode='COPY', embed_textures=True)
    empty_scene()
    hero()
    export("hero.fbx")
    export("hero_motion.fbx", object_types={'ARMATURE'})
    empty_scene()
    bpy.ops.mesh.primitive_ico_sphere_add(subdivisions=5, radius=3, rotation=(math.pi / 7, 0, 0))
    named("SM_木箱_Ящик_\U0001F4E6")
    export("big.fbx", use_mesh_edges=True)


main()
