"""Makes the sample sets `crate`, `clean` and `fbx` with Blender. README.md says what is right and what is wrong in them.

    blender -b --factory-startup --python tests/Samples/make_crate.py -- tests/Samples [--render]

Needs Blender 3.4 with its glTF and FBX exporters (on Debian also python3-numpy). With --render it also takes the picture crate.png.
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True

import bpy

from making import lods, meshes, picture, png_chunks, textures

SOFTWARE = "Blender " + bpy.app.version_string


def empty_scene():
    bpy.ops.wm.read_factory_settings(use_empty=True)


def material(name, colour, metallic=0.0, roughness=0.7):
    made = bpy.data.materials.new(name)
    made.use_nodes = True
    made.use_backface_culling = True
    shader = made.node_tree.nodes["Principled BSDF"]
    shader.inputs["Base Color"].default_value = (*colour, 1.0)
    shader.inputs["Metallic"].default_value = metallic
    shader.inputs["Roughness"].default_value = roughness
    return made


def wood():
    return material("M_CrateWood", (0.30, 0.18, 0.09))


def frame():
    return material("M_CrateFrame", (0.22, 0.12, 0.05))


def metal():
    return material("M_CrateMetal", (0.30, 0.30, 0.31), 1.0, 0.45)


def export(path):
    """Textures travel as files of their own, so none is embedded."""
    bpy.ops.export_scene.gltf(filepath=path, export_format='GLB', export_image_format='NONE', export_yup=True)


def save_with_blender(path, pixels):
    """Through Blender's image API: what an artist gets from Image > Save As."""
    height, width, _ = pixels.shape
    image = bpy.data.images.new(os.path.basename(path), width, height, alpha=True)
    image.pixels.foreach_set(pixels[::-1].astype("float32").ravel())
    image.filepath_raw = path
    image.file_format = 'PNG'
    image.save()


def make_crate_set(folder):
    os.makedirs(folder, exist_ok=True)
    at = lambda name: os.path.join(folder, name)

    empty_scene()
    meshes.crate(wood(), frame(), metal())
    export(at("SM_Crate.glb"))
    empty_scene()
    meshes.lid(wood(), frame())
    export(at("CrateLid.glb"))
    empty_scene()
    meshes.handle(metal())
    export(at("SM_CrateHandle.glb"))
    empty_scene()
    meshes.bolt(metal())
    export(at("SM_CrateBolt.glb"))

    empty_scene()
    png_chunks.write(at("T_Crate_D.png"), textures.wood_colour(31, 512, 4), SOFTWARE, srgb=True)
    png_chunks.write(at("T_Crate_N.png"), textures.normal_map(textures.wood_height(31, 512, 4)[0], 3.0), SOFTWARE, gamma=png_chunks.LINEAR)
    png_chunks.write(at("T_CrateLid_N.png"), textures.normal_map(textures.lid_height(256), 4.0), SOFTWARE, srgb=True)
    png_chunks.write(at("T_CrateWide_D.png"), textures.paint_strip(2049, 256), SOFTWARE, srgb=True)
    png_chunks.write(at("T_Crate Stencil_M.png"), textures.stencil(256), SOFTWARE, gamma=png_chunks.LINEAR)
    save_with_blender(at("CrateRust_D.png"), textures.rust(256))
    save_with_blender(at("T_CrateGrime_Q.png"), textures.grime(256))


def make_clean_set(folder):
    os.makedirs(folder, exist_ok=True)
    empty_scene()
    meshes.barrel(material("M_BarrelWood", (0.25, 0.13, 0.06)), material("M_BarrelHoop", (0.2, 0.2, 0.21), 1.0, 0.5))
    export(os.path.join(folder, "SM_Barrel.glb"))
    colour = textures.wood_colour(53, 256, 8, dark=(0.20, 0.10, 0.05), light=(0.55, 0.33, 0.18))
    png_chunks.write(os.path.join(folder, "T_Barrel_D.png"), colour, SOFTWARE, srgb=True)


def make_fbx_set(folder):
    """Y up as Blender exports FBX by default; the file says that its unit is the metre, so that no object is scaled."""
    os.makedirs(folder, exist_ok=True)
    empty_scene()
    lods.crate_with_lods(wood(), frame(), metal())
    bpy.ops.export_scene.fbx(filepath=os.path.join(folder, "SM_CrateLods.fbx"), object_types={'MESH'}, bake_anim=False, apply_scale_options='FBX_SCALE_UNITS')


def main():
    given = sys.argv[sys.argv.index("--") + 1:] if "--" in sys.argv else []
    folders = [argument for argument in given if not argument.startswith("--")]
    if len(folders) != 1:
        sys.exit("make_crate.py: name the folder to write to after '--', for example: -- tests/Samples")
    out = os.path.abspath(folders[0])
    make_crate_set(os.path.join(out, "crate"))
    make_clean_set(os.path.join(out, "clean"))
    make_fbx_set(os.path.join(out, "fbx"))
    if "--render" in given:
        empty_scene()
        meshes.crate(wood(), frame(), metal())
        picture.take(os.path.join(out, "crate.png"), os.path.join(out, "crate"))


main()
