"""Fixes: all changes of a step or none."""

import unittest

import unreal
import unreal_project
from script_case import ScriptTests, send


class EditTests(ScriptTests):
    def setUp(self):
        super().setUp()
        self.texture = self.project.add(unreal.Texture2D("/Game/Wood_N"))
        self.texture.metadata["DccBridge.Source"] = "C:/Wood_N.png"
        self.material = self.project.add(unreal.Material("/Game/Wood"))
        self.project.add(unreal.StaticMesh("/Game/SM", static_materials=[unreal.StaticMaterial(material_interface=self.material)]))

    def apply(self, *changes):
        return send("edits.apply", changes=list(changes))

    CHANGES = (
        {"path": "/Game/Wood_N", "kind": "set", "property": "Compression", "before": "Default", "after": "NormalMap"},
        {"path": "/Game/Wood_N", "kind": "set", "property": "Srgb", "before": "True", "after": "False"},
        {"path": "/Game/Wood_N", "kind": "set", "property": "LodGroup", "before": "World", "after": "WorldNormalMap"},
        {"path": "/Game/Wood", "kind": "rename", "property": None, "before": "/Game/Wood", "after": "/Game/M_Wood"},
        {"path": "/Game/Wood_N", "kind": "rename", "property": None, "before": "/Game/Wood_N", "after": "/Game/T_Wood_N"},
    )

    def state(self):
        return sorted((asset.path, asset.metadata.get("DccBridge.Revision"), str(asset._values.get("compression_settings")), str(asset._values.get("lod_group")), asset._values.get("srgb")) for asset in self.project.assets.values())

    def test_all_changes_are_one_undo_step_and_saved(self):
        self.assertEqual(self.apply(*self.CHANGES), {"ok": {}})
        texture = self.project.find("/Game/T_Wood_N")
        self.assertEqual((texture.get_editor_property("compression_settings").name, texture.get_editor_property("srgb"), texture.get_editor_property("lod_group").name), ("TC_NORMALMAP", False, "TEXTUREGROUP_WORLD_NORMAL_MAP"))
        self.assertEqual((texture.metadata["DccBridge.Revision"], texture.metadata["DccBridge.Source"]), ("2", "C:/Wood_N.png"))
        self.assertEqual((self.project.transactions, self.project.open_transactions), (["DccBridge: fix"], 0))
        self.assertEqual(self.project.saves, ["/Game/Wood_N", "/Game/M_Wood", "/Game/T_Wood_N"])

    def test_a_failure_in_the_middle_takes_back_what_was_done(self):
        before = self.state()
        for fault, code in (("save_fails", "editor_script_failed"), ("rename_fails_for:/Game/Wood_N", "editor_script_failed"), ("load_fails", "object_gone")):
            self.project.faults = {fault}
            answer = self.apply(*self.CHANGES)
            self.project.faults = set()
            self.assertEqual(self.code_of(answer), code, fault)
            self.assertEqual(self.state(), before, fault)
            if fault != "save_fails":
                self.assertIn("Nothing was changed", answer["error"]["message"])
            self.assertEqual(self.project.open_transactions, 0)

    def test_what_cannot_be_taken_back_is_named(self):
        original = unreal.EditorAssetSubsystem.rename_asset

        def once(subsystem, source, target):
            return source == "/Game/Wood" and original(subsystem, source, target)

        unreal.EditorAssetSubsystem.rename_asset = once
        try:
            answer = self.apply(*self.CHANGES)
        finally:
            unreal.EditorAssetSubsystem.rename_asset = original
        self.assertEqual(self.code_of(answer), "editor_script_failed")
        self.assertIn("/Game/M_Wood could not be taken back", answer["error"]["message"])

    def test_what_cannot_be_done_is_refused_before_anything_is(self):
        self.project.add(unreal.World("/Game/Town"))
        rename = self.CHANGES[3]
        cases = (
            (dict(rename, after="/Game/sm"), "asset_exists"),
            (dict(rename, path="/Game/Town"), "editor_script_failed"),
            (dict(rename, path="/Game/None"), "asset_not_found"),
            (dict(self.CHANGES[0], path="/Game/Wood"), "invalid_args"),
            (dict(self.CHANGES[0], after="Odd"), "invalid_args"),
            (dict(self.CHANGES[2], after="NoSuchGroup"), "invalid_args"),
            (dict(rename, kind="paint"), "invalid_args"),
        )
        before = self.state()
        for bad, code in cases:
            self.assertEqual(self.code_of(self.apply(self.CHANGES[4], bad)), code, bad)
            self.assertEqual(self.state(), before, bad)
        self.project.playing = True
        self.assertEqual(self.code_of(self.apply(*self.CHANGES)), "play_in_editor")

    def test_files_of_changed_assets_and_of_those_that_follow_are_checked_out_first(self):
        self.project.source_control = True
        self.apply(*self.CHANGES)
        self.assertEqual(self.project.checked_out, ["/Game/SM", "/Game/Wood", "/Game/Wood_N"])
        unreal_project.fault("checkout_fails")
        before = self.state()
        self.assertIn("checked out by another person", self.apply(dict(self.CHANGES[1], path="/Game/T_Wood_N", after="True"))["error"]["message"])
        self.assertEqual(self.state(), before)

    def test_who_refers_to_an_asset_is_told_without_loading(self):
        self.assertEqual(send("edits.referencers", paths=["/Game/Wood", "/Game/Wood_N"])["ok"], {"referencers": {"/Game/Wood": ["/Game/SM"]}})
        self.assertEqual(self.project.loads, [])


if __name__ == "__main__":
    unittest.main()
