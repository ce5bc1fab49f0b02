"""Imports: what is made, what is refused, what is remembered of the source, what an update keeps."""

import errno
import json
import os
import shutil
import struct
import unittest

import unreal
import unreal_project
from script_case import CRATE, HASH, ScriptTests, fbx, glb, send


class ImportTests(ScriptTests):
    def test_a_glb_becomes_a_mesh_and_its_materials_with_their_source(self):
        answer = self.send_import(glb(CRATE), "Crate.glb")["ok"]["assets"]
        self.assertEqual([(a["path"], a["class"], a["action"]) for a in answer], [("/Game/Props/SM_Crate", "StaticMesh", "created"), ("/Game/Props/M_Wood", "Material", "created")])
        tags = send("metadata.get", path="/Game/Props/SM_Crate")["ok"]["metadata"]
        self.assertEqual((tags["DccBridge.Source"], tags["DccBridge.Hash"], tags["DccBridge.Revision"]), ("C:/Users/Jörg/Crate.glb", HASH, "1"))
        self.assertEqual((tags["DccBridge.Dcc"], json.loads(tags["DccBridge.Nodes"]), json.loads(tags["DccBridge.Materials"])), (CRATE["asset"]["generator"], ["Crate"], ["M_Wood"]))
        self.assertEqual(sorted(self.project.saves), ["/Game/Props/M_Wood", "/Game/Props/SM_Crate"])
        self.assertEqual(self.project.open_transactions, 0)
        self.assertEqual(os.listdir(os.path.join(self.project.folder, "Saved", "DccBridge", "Import")), [])

    def test_an_older_interchange_that_answers_a_truth_value_does_as_well(self):
        self.project.interchange_returns_objects = False
        self.assertEqual(len(self.send_import(glb(CRATE), "Crate.glb")["ok"]["assets"]), 2)
        answer = self.send_import(glb(CRATE), "Crate.glb", update=True, file_hash="cd" * 32)["ok"]["assets"]
        self.assertEqual([(a["path"], a["action"]) for a in answer], [("/Game/Props/SM_Crate", "updated")])

    def test_an_older_interchange_without_the_newer_options_does_as_well(self):
        original = unreal.ImportAssetParameters.PROPERTIES
        unreal.ImportAssetParameters.PROPERTIES = {"is_automated": False}
        try:
            self.assertEqual(self.send_import(glb(CRATE), "Crate.glb")["ok"]["assets"][0]["action"], "created")
        finally:
            unreal.ImportAssetParameters.PROPERTIES = original

    def test_an_update_that_interchange_refuses_is_a_failure(self):
        self.send_import(glb(CRATE), "Crate.glb")
        for returns_objects in (True, False):
            self.project.interchange_returns_objects = returns_objects
            self.project.faults = {"import_makes_nothing"}
            self.assertEqual(self.code_of(self.send_import(glb(CRATE), "Crate.glb", update=True, file_hash="cd" * 32)), "malformed_file")
            self.assertEqual(self.project.find("/Game/Props/SM_Crate").metadata["DccBridge.Hash"], HASH)

    def test_a_full_disk_has_its_own_code(self):
        original = shutil.copyfile

        def full(source, target):
            raise OSError(errno.ENOSPC, "No space left on device")

        shutil.copyfile = full
        try:
            self.assertEqual(self.code_of(self.send_import(glb(CRATE), "Crate.glb")), "disk_full")
        finally:
            shutil.copyfile = original
        self.assertEqual(os.listdir(os.path.join(self.project.folder, "Saved", "DccBridge", "Import")), [])

    def test_what_interchange_does_not_take_goes_to_an_import_task(self):
        unreal_project.fault("interchange_takes_nothing")
        self.assertEqual(self.send_import(b"Kaydara FBX Binary  \x00", "Crate.fbx")["ok"]["assets"][0]["class"], "StaticMesh")

    def test_an_editor_without_interchange_imports_by_a_task(self):
        original = unreal.InterchangeManager
        del unreal.InterchangeManager
        try:
            self.assertEqual(self.send_import(glb(CRATE), "Crate.glb")["ok"]["assets"][0]["action"], "created")
        finally:
            unreal.InterchangeManager = original

    def test_the_same_file_again_changes_nothing(self):
        self.send_import(glb(CRATE), "Crate.glb")
        saves = list(self.project.saves)
        self.assertEqual(self.send_import(glb(CRATE), "Crate.glb")["ok"]["assets"], [{"path": "/Game/Props/SM_Crate", "class": "StaticMesh", "action": "unchanged"}])
        self.assertEqual(self.project.saves, saves)

    def test_another_file_needs_an_update_and_counts_up(self):
        self.send_import(glb(CRATE), "Crate.glb")
        self.assertEqual(self.code_of(self.send_import(glb(CRATE), "Crate.glb", file_hash="cd" * 32)), "asset_exists")
        answer = self.send_import(glb(CRATE), "Crate.glb", update=True, file_hash="cd" * 32)["ok"]["assets"]
        self.assertEqual(answer[0]["action"], "updated")
        self.assertEqual(self.project.find("/Game/Props/SM_Crate").metadata["DccBridge.Revision"], "2")

    def test_a_file_of_another_class_does_not_overwrite(self):
        self.project.add(unreal.Material("/Game/Props/SM_Crate"))
        self.assertEqual(self.code_of(self.send_import(glb(CRATE), "Crate.glb", update=True)), "asset_exists")

    def test_files_that_are_not_what_they_say_never_reach_unreal(self):
        cases = (
            (b"no png", "A.png", "malformed_file"),
            (b"", "A.fbx", "malformed_file"),
            (b"glTF\x02\x00\x00\x00", "A.glb", "malformed_file"),
            (b"{", "A.gltf", "malformed_file"),
            (b"[" * 100000, "A.gltf", "malformed_file"),
            (json.dumps({"asset": {}, "buffers": [{"uri": "a.bin"}]}).encode(), "A.gltf", "unsupported_file"),
            (b"x", "A.blend", "unsupported_file"),
        )
        for content, name, code in cases:
            self.assertEqual(self.code_of(self.send_import(content, name)), code, name)
        self.assertEqual(self.project.assets, {})

    def test_an_upload_that_is_gone_says_so(self):
        answer = send("assets.import", destination="/Game/A", file_name="A.fbx", file=os.path.join(self.project.folder, "none"), hash=HASH, source="A.fbx", update=False)
        self.assertEqual(self.code_of(answer), "content_missing")

    def test_a_failing_import_leaves_nothing_behind(self):
        for name, code in (("import_fails", "editor_script_failed"), ("import_makes_nothing", "malformed_file"), ("save_fails", "editor_script_failed"), ("load_fails", "object_gone")):
            self.project = unreal_project.reset()
            unreal_project.fault(name)
            self.assertEqual(self.code_of(self.send_import(glb(CRATE), "Crate.glb")), code, name)
            self.assertEqual((self.project.assets, self.project.open_transactions), ({}, 0), name)
            self.assertEqual(os.listdir(os.path.join(self.project.folder, "Saved", "DccBridge", "Import")), [], name)

    def test_asset_tools_that_are_not_there_are_a_failure_not_a_crash(self):
        unreal_project.fault("tools_missing")
        self.assertEqual(self.code_of(self.send_import(b"RIFF....WAVE", "A.wav")), "editor_part_missing")

    def test_sounds_of_more_than_4_GiB_are_taken_too(self):
        for head in (b"RIFF", b"RF64", b"BW64"):
            self.project = unreal_project.reset()
            self.assertEqual(self.send_import(head + b"....WAVE", "A.wav")["ok"]["assets"][0]["class"], "SoundWave", head)

    def test_an_asset_that_unreal_names_otherwise_is_moved(self):
        unreal_project.fault("import_renames")
        self.assertEqual(self.send_import(glb(CRATE), "Crate.glb")["ok"]["assets"][0]["path"], "/Game/Props/SM_Crate")

    def test_an_update_that_unreal_names_otherwise_is_taken_back(self):
        self.send_import(glb(CRATE), "Crate.glb")
        unreal_project.fault("import_renames")
        self.assertEqual(self.code_of(self.send_import(glb(CRATE), "Crate.glb", update=True, file_hash="cd" * 32)), "editor_script_failed")
        self.assertEqual(sorted(self.project.assets), ["/GAME/PROPS/M_WOOD", "/GAME/PROPS/SM_CRATE"])

    def test_an_update_is_checked_out_first(self):
        self.send_import(glb(CRATE), "Crate.glb")
        self.project.source_control = True
        self.send_import(glb(CRATE), "Crate.glb", update=True, file_hash="cd" * 32)
        self.assertEqual(self.project.checked_out, ["/Game/Props/SM_Crate"])


class SourceMappingTests(ScriptTests):
    def test_a_material_beside_a_mesh_knows_its_file_and_its_own_name_in_the_dcc(self):
        self.send_import(glb(CRATE), "Crate.glb")
        tags = send("metadata.get", path="/Game/Props/M_Wood")["ok"]["metadata"]
        self.assertEqual((tags["DccBridge.Source"], tags["DccBridge.Hash"], tags["DccBridge.Dcc"], json.loads(tags["DccBridge.Materials"])), ("C:/Users/Jörg/Crate.glb", HASH, CRATE["asset"]["generator"], ["M_Wood"]))
        self.assertNotIn("DccBridge.Nodes", tags)

    def test_a_list_finds_the_source_of_what_was_moved_by_hand_without_loading_it(self):
        self.send_import(glb(CRATE), "Crate.glb")
        unreal.EditorAssetSubsystem().rename_asset("/Game/Props/SM_Crate", "/Game/Old/SM_Box")
        self.project.loads.clear()
        listed = {asset["path"]: asset.get("metadata", {}).get("DccBridge.Source") for asset in send("assets.list", under="/Game", offset=0, limit=10, snapshot=None)["ok"]["assets"]}
        self.assertEqual(listed, {"/Game/Old/SM_Box": "C:/Users/Jörg/Crate.glb", "/Game/Props/M_Wood": "C:/Users/Jörg/Crate.glb"})
        self.assertEqual(self.project.loads, [])

    def test_tags_that_a_project_lists_already_stay_listed(self):
        settings = unreal.get_default_object(unreal.AssetManagerSettings)
        settings.set_editor_property("meta_data_tags_for_asset_registry", ["Author", "dccbridge.hash"])
        self.send_import(glb(CRATE), "Crate.glb")
        listed = settings.get_editor_property("meta_data_tags_for_asset_registry")
        self.assertEqual((listed[:2], len(listed)), (["Author", "dccbridge.hash"], 8))

    def test_an_editor_without_that_setting_imports_all_the_same(self):
        original = unreal.AssetManagerSettings
        del unreal.AssetManagerSettings
        try:
            self.assertEqual(self.send_import(glb(CRATE), "Crate.glb")["ok"]["assets"][0]["action"], "created")
        finally:
            unreal.AssetManagerSettings = original

    def test_names_of_an_fbx_file_are_read_in_both_layouts_of_its_records(self):
        for version in (7400, 7700):
            self.project = unreal_project.reset()
            self.send_import(fbx(version), "Crate.fbx")
            tags = send("metadata.get", path="/Game/Props/SM_Crate")["ok"]["metadata"]
            self.assertEqual((tags["DccBridge.Dcc"], json.loads(tags["DccBridge.Nodes"]), json.loads(tags["DccBridge.Materials"])), ("Blender - 4.2", ["Kiste", "UCX_Kiste"], ["M_Holz"]), version)

    def test_an_fbx_file_that_is_cut_anywhere_tells_less_and_nothing_breaks(self):
        whole = fbx(7400)
        for length in range(27, len(whole)):
            self.project = unreal_project.reset()
            self.assertIn("ok", self.send_import(whole[:length], "Crate.fbx"), length)


class UpdateTests(ScriptTests):
    def update(self, content=None, file_name="Crate.glb", destination="/Game/Props/SM_Crate"):
        return self.send_import(content or glb(CRATE), file_name, destination=destination, update=True, file_hash="cd" * 32)["ok"]["assets"]

    def test_a_material_that_somebody_put_into_a_slot_stays_there_also_when_slots_move(self):
        self.send_import(glb(dict(CRATE, materials=[{"name": "M_Wood"}, {"name": "M_Iron"}])), "Crate.glb")
        oak = self.project.add(unreal.Material("/Game/M_Oak"))
        mesh = self.project.find("/Game/Props/SM_Crate")
        mesh.get_editor_property("static_materials")[0].set_editor_property("material_interface", oak)
        self.update(glb(dict(CRATE, materials=[{"name": "M_Iron"}, {"name": "M_New"}, {"name": "M_Wood"}])))
        slots = send("assets.get", path="/Game/Props/SM_Crate")["ok"]["asset"]["mesh"]["slots"]
        self.assertEqual([(slot["name"], slot["material"]) for slot in slots], [("M_Iron", "/Game/Props/M_Iron"), ("M_New", "/Game/Props/M_New"), ("M_Wood", "/Game/M_Oak")])

    def test_a_material_in_a_slot_of_a_skeletal_mesh_stays_there(self):
        oak = self.project.add(unreal.Material("/Game/M_Oak"))
        self.project.add(unreal.SkeletalMesh("/Game/Props/SM_Crate", materials=[unreal.SkeletalMaterial(material_interface=oak, imported_material_slot_name=unreal.Name("M_Wood"))]))
        self.update(glb(dict(CRATE, materials=[{"name": "M_Iron"}, {"name": "M_Wood"}])))
        slots = send("assets.get", path="/Game/Props/SM_Crate")["ok"]["asset"]["mesh"]["slots"]
        self.assertEqual([(slot["name"], slot["material"]) for slot in slots], [("M_Iron", "/Game/Props/M_Iron"), ("M_Wood", "/Game/M_Oak")])

    def test_slots_of_one_name_and_slots_without_a_name_do_not_get_the_material_of_another(self):
        for name in ("None", "M_Wood"):
            self.project = unreal_project.reset()
            first, second = self.project.add(unreal.Material("/Game/M_A")), self.project.add(unreal.Material("/Game/M_B"))
            slots = [unreal.StaticMaterial(material_interface=material, imported_material_slot_name=unreal.Name(name)) for material in (first, second)]
            mesh = self.project.add(unreal.StaticMesh("/Game/Props/SM_Crate", static_materials=slots))
            self.project.keeps_slots = True
            self.update()
            self.assertEqual([slot.get_editor_property("material_interface").path for slot in mesh.get_editor_property("static_materials")], ["/Game/M_A", "/Game/M_B"], name)

    def test_a_slot_that_only_the_editor_named_keeps_its_material(self):
        oak = self.project.add(unreal.Material("/Game/M_Oak"))
        mesh = self.project.add(unreal.StaticMesh("/Game/Props/SM_Crate", static_materials=[unreal.StaticMaterial(material_interface=oak, material_slot_name=unreal.Name("M_Wood"))]))
        self.update()
        self.assertEqual([slot.get_editor_property("material_interface").path for slot in mesh.get_editor_property("static_materials")], ["/Game/M_Oak"])

    def test_settings_that_the_importer_resets_are_set_back(self):
        for kind in (unreal.Texture2D, unreal.TextureCube):
            with self.subTest(kind.__name__):
                self.settings_of_a_texture_stay(kind)

    def settings_of_a_texture_stay(self, kind):
        self.project = unreal_project.reset()
        self.project.add(kind("/Game/T_N"))
        texture = self.project.find("/Game/T_N")
        settings = {"srgb": False, "compression_settings": unreal.TextureCompressionSettings.TC_NORMALMAP, "lod_group": unreal.TextureGroup.TEXTUREGROUP_UI, "max_texture_size": 512, "mip_gen_settings": unreal.TextureMipGenSettings.TMGS_NO_MIPMAPS, "never_stream": True}
        for name, value in settings.items():
            texture.set_editor_property(name, value)
        unreal_project.fault("import_resets")
        self.update(b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 8, 8), "T.png", "/Game/T_N")
        self.assertEqual({name: texture.get_editor_property(name) for name in settings}, settings)
        self.assertEqual(texture.width, 8)

    def test_settings_of_a_mesh_that_the_importer_resets_are_set_back(self):
        self.send_import(glb(CRATE), "Crate.glb")
        mesh = self.project.find("/Game/Props/SM_Crate")
        for name, value in (("body_setup", unreal.BodySetup(collision_trace_flag="complex")), ("nanite_settings", unreal.MeshNaniteSettings(enabled=True)), ("light_map_resolution", 256), ("light_map_coordinate_index", 2)):
            mesh.set_editor_property(name, value)
        unreal_project.fault("import_resets")
        self.update()
        kept = [mesh.get_editor_property("body_setup").get_editor_property("collision_trace_flag"), mesh.get_editor_property("nanite_settings").get_editor_property("enabled"), mesh.get_editor_property("light_map_resolution"), mesh.get_editor_property("light_map_coordinate_index")]
        self.assertEqual(kept, ["complex", True, 256, 2])


if __name__ == "__main__":
    unittest.main()
