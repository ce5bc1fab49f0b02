"""Makes the large mesh files of the benchmark: blender -b --factory-startup --python make_mesh.py -- FOLDER QUADS_PER_SIDE

One landscape of QUADS_PER_SIDE squared quads, twice as many triangles, with UVs, normals and two materials.
"""

import math
import os
import sys

import bpy

folder, side = sys.argv[sys.argv.index("--") + 1:]
side = int(side)

bpy.ops.wm.read_factory_settings(use_empty=True)
bpy.ops.mesh.primitive_grid_add(x_subdivisions=side, y_subdivisions=side, size=10, calc_uvs=True)
terrain = bpy.context.object
terrain.name = terrain.data.name = "SM_Terrain"
for vertex in terrain.data.vertices:
    vertex.co.z = 0.2 * math.sin(3 * vertex.co.x) * math.cos(2 * vertex.co.y)
for name in ("M_Grass", "M_Rock"):
    terrain.data.materials.append(bpy.data.materials.new(name))
polygons = terrain.data.polygons
polygons.foreach_set("material_index", [index % 2 for index in range(len(polygons))])
polygons.foreach_set("use_smooth", [True] * len(polygons))
terrain.data.update()

bpy.ops.export_scene.gltf(filepath=os.path.join(folder, "SM_Terrain.glb"), export_format="GLB")
bpy.ops.export_scene.fbx(filepath=os.path.join(folder, "SM_Terrain.fbx"), mesh_smooth_type="FACE")
