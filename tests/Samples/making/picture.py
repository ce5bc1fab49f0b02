"""The picture of the crate for people: the textures on the mesh, one sun, one camera."""

import os

import bpy
import numpy as np
from mathutils import Vector

from making import png_chunks, textures


def textured(material, folder, colour_name, normal_name, brightness):
    """Lets the material use the two texture files of the set; green is turned round because they are made for Unreal."""
    tree = material.node_tree
    shader = tree.nodes["Principled BSDF"]
    colour = tree.nodes.new("ShaderNodeTexImage")
    colour.image = bpy.data.images.load(os.path.join(folder, colour_name))
    tint = tree.nodes.new("ShaderNodeHueSaturation")
    tint.inputs["Value"].default_value = brightness
    tree.links.new(colour.outputs["Color"], tint.inputs["Color"])
    tree.links.new(tint.outputs["Color"], shader.inputs["Base Color"])
    normal = tree.nodes.new("ShaderNodeTexImage")
    normal.image = bpy.data.images.load(os.path.join(folder, normal_name))
    normal.image.colorspace_settings.name = 'Non-Color'
    split, join = tree.nodes.new("ShaderNodeSeparateColor"), tree.nodes.new("ShaderNodeCombineColor")
    invert, bump = tree.nodes.new("ShaderNodeInvert"), tree.nodes.new("ShaderNodeNormalMap")
    tree.links.new(normal.outputs["Color"], split.inputs["Color"])
    tree.links.new(split.outputs["Red"], join.inputs["Red"])
    tree.links.new(split.outputs["Green"], invert.inputs["Color"])
    tree.links.new(invert.outputs["Color"], join.inputs["Green"])
    tree.links.new(split.outputs["Blue"], join.inputs["Blue"])
    tree.links.new(join.outputs["Color"], bump.inputs["Color"])
    tree.links.new(bump.outputs["Normal"], shader.inputs["Normal"])


def light(kind, energy, place, target, size):
    data = bpy.data.lights.new("Light", kind)
    data.energy = energy
    data.size = size
    lamp = bpy.data.objects.new("Light", data)
    lamp.location = place
    lamp.rotation_euler = (Vector(target) - Vector(place)).to_track_quat('-Z', 'Y').to_euler()
    bpy.context.scene.collection.objects.link(lamp)


def take(path, folder):
    scene = bpy.context.scene
    textured(bpy.data.materials["M_CrateWood"], folder, "T_Crate_D.png", "T_Crate_N.png", 0.9)
    textured(bpy.data.materials["M_CrateFrame"], folder, "T_Crate_D.png", "T_Crate_N.png", 0.6)
    bpy.ops.mesh.primitive_plane_add(size=40)
    bpy.context.object.is_shadow_catcher = True
    scene.render.film_transparent = True
    light('AREA', 260, (2.2, -2.6, 3.2), (0, 0, 0.5), 1.5)
    light('AREA', 60, (-3.0, -1.5, 1.6), (0, 0, 0.5), 2.5)
    world = bpy.data.worlds.new("World")
    world.use_nodes = True
    world.node_tree.nodes["Background"].inputs["Color"].default_value = (0.35, 0.40, 0.47, 1)
    world.node_tree.nodes["Background"].inputs["Strength"].default_value = 0.5
    scene.world = world
    camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
    camera.data.lens = 50
    camera.location = (1.75, -2.5, 1.75)
    camera.rotation_euler = (Vector((0, 0, 0.47)) - camera.location).to_track_quat('-Z', 'Y').to_euler()
    scene.collection.objects.link(camera)
    scene.camera = camera
    scene.render.engine = 'CYCLES'
    scene.cycles.device = 'CPU'
    scene.cycles.samples = 384
    scene.cycles.use_denoising = False
    scene.view_settings.view_transform = 'Standard'
    scene.render.resolution_x, scene.render.resolution_y = 560, 440
    scene.render.image_settings.file_format = 'PNG'
    scene.render.image_settings.color_mode = 'RGBA'
    scene.render.filepath = path
    bpy.ops.render.render(write_still=True)
    on_plain_ground(path)


def on_plain_ground(path):
    """Replaces the transparent render by an opaque one that compresses well."""
    image = bpy.data.images.load(path)
    image.colorspace_settings.name = 'Non-Color'
    width, height = image.size
    pixels = np.empty(width * height * 4, np.float32)
    image.pixels.foreach_get(pixels)
    pixels = pixels.reshape(height, width, 4)[::-1]
    colour = pixels[..., :3] * pixels[..., 3:] + np.array((0.93, 0.94, 0.95)) * (1 - pixels[..., 3:])
    png_chunks.write(path, textures.to_bytes(np.rint(colour * 63) / 63), "Blender " + bpy.app.version_string, srgb=True)
