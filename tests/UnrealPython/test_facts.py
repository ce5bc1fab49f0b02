"""Facts of assets and the state of their packages."""

import os
import unittest

import unreal
from script_case import ScriptTests, send, unreal_enumerator


class FactTests(ScriptTests):
    def asset(self, path):
        return send("assets.get", path=path)["ok"]["asset"]

    def test_collision_nanite_lightmap_and_levels_of_a_mesh(self):
        mesh = self.project.add(unreal.StaticMesh("/Game/SM"))
        mesh.lods = 3
        mesh.set_editor_property("body_setup", unreal.BodySetup(collision_trace_flag=unreal_enumerator("CTF_USE_COMPLEX_AS_SIMPLE")))
        mesh.set_editor_property("nanite_settings", unreal.MeshNaniteSettings(enabled=True))
        facts = self.asset("/Game/SM")["mesh"]
        self.assertEqual([facts[name] for name in ("simple_collisions", "convex_collisions", "complex_as_simple", "nanite", "lightmap_channel", "lightmap_resolution")], [1, 2, True, True, 1, 64])
        self.assertEqual(facts["lods"], [{"level": 1, "triangles": 6, "vertices": 12}, {"level": 2, "triangles": 3, "vertices": 6}])

    def test_what_this_version_lacks_is_left_out(self):
        original = unreal.StaticMesh.PROPERTIES
        unreal.StaticMesh.PROPERTIES = {"static_materials": ()}
        try:
            self.project.add(unreal.StaticMesh("/Game/SM"))
        finally:
            unreal.StaticMesh.PROPERTIES = original
        facts = self.asset("/Game/SM")["mesh"]
        self.assertEqual(sorted(facts), ["bounds_max", "bounds_min", "convex_collisions", "lods", "simple_collisions", "slots", "triangles", "uv_channels", "vertices"])

    def test_bones_animations_and_blend_modes(self):
        skeleton = self.project.add(unreal.Skeleton("/Game/SKEL"))
        self.project.add(unreal.SkeletalMesh("/Game/SK", skeleton=skeleton))
        self.project.add(unreal.AnimSequence("/Game/A_Run", skeleton=skeleton, target_frame_rate=unreal.FrameRate(60, 2)))
        base = self.project.add(unreal.Material("/Game/M"))
        base.inputs = ("MP_WORLD_POSITION_OFFSET",)
        overrides = unreal.MaterialInstanceBasePropertyOverrides(override_blend_mode=True, blend_mode=unreal_enumerator("BLEND_TRANSLUCENT"))
        self.project.add(unreal.MaterialInstanceConstant("/Game/MI", parent=base, base_property_overrides=overrides))
        self.assertEqual(self.asset("/Game/SK")["mesh"]["bones"][2], {"name": "spine_01", "parent": 1, "scale": [2.0, 2.0, 2.0]})
        self.assertEqual(self.asset("/Game/A_Run")["animation"], {"seconds": 2.5, "frames_per_second": 30.0, "tracks": 2, "skeleton": "/Game/SKEL"})
        facts = self.asset("/Game/MI")["material"]
        self.assertEqual((facts["blend_mode"], facts["moves_vertices"]), ("BLEND_TRANSLUCENT", True))
        base.set_editor_property("use_material_attributes", True)
        self.assertNotIn("moves_vertices", self.asset("/Game/M")["material"])

    def test_the_state_of_a_package_asks_the_provider_for_writable_files_only(self):
        self.project.add(unreal.Material("/Game/M"))
        self.assertEqual(self.asset("/Game/M")["package"], {"dirty": False})
        file = self.project.files["/GAME/M"] = self.file(b"x", "M.uasset")
        self.project.dirty.append("/Game/M")
        self.project.source_control = True
        self.project.checked_out.append("/Game/M")
        self.assertEqual(self.asset("/Game/M")["package"], {"dirty": True, "read_only": False, "checked_out": True})
        self.assertEqual(self.project.queried, ["/Game/M"])
        original, os.access = os.access, lambda path, mode: path != file
        try:
            self.assertEqual(self.asset("/Game/M")["package"], {"dirty": True, "read_only": True, "checked_out": False})
        finally:
            os.access = original
        self.assertEqual(self.project.queried, ["/Game/M"])


if __name__ == "__main__":
    unittest.main()
