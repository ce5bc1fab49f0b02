"""The scripts against the stand-in: python3 -m unittest, with this folder and Plugin/Python on PYTHONPATH."""

import base64
import json
import unittest

import dccbridge_unreal
import unreal
import unreal_project
from script_case import CRATE, ScriptTests, glb, send


class TickTests(ScriptTests):
    PATH = "/Engine/Transient.UnrealEdEngine_0:DccBridgeSubsystem_0"

    class Target:
        def __init__(self):
            self.called = []
            self.error = None

        def call_method(self, name):
            self.called.append(name)
            if self.error:
                raise self.error

    def tick(self):
        self.project.frame += 1
        self.tick_slate()

    def tick_slate(self):
        for callback in list(self.project.ticks.values()):
            callback(0.016)

    def setUp(self):
        super().setUp()
        unreal._dccbridge_tick = None
        self.target = self.project.objects[self.PATH] = self.Target()

    def test_each_tick_calls_the_object_once_also_after_a_second_start(self):
        self.assertEqual(send("editor.tick_start", path=self.PATH), {"ok": {}})
        self.assertEqual(send("editor.tick_start", path=self.PATH), {"ok": {}})
        self.tick()
        self.tick()
        self.assertEqual(self.target.called, ["RunPosted", "RunPosted"])
        send("editor.tick_stop")
        self.tick()
        self.assertEqual((len(self.target.called), self.project.ticks), (2, {}))

    def test_a_dialog_that_ticks_slate_within_a_frame_begins_no_more_work(self):
        send("editor.tick_start", path=self.PATH)
        self.tick()
        self.tick_slate()
        self.tick_slate()
        self.assertEqual(self.target.called, ["RunPosted"])
        self.tick()
        self.assertEqual(len(self.target.called), 2)

    def test_it_ends_when_the_object_is_gone(self):
        send("editor.tick_start", path=self.PATH)
        self.project.objects.clear()
        self.tick()
        self.assertEqual(self.project.ticks, {})
        self.assertEqual(send("editor.tick_stop"), {"ok": {}})

    def test_a_failing_call_is_logged_once_and_the_tick_goes_on(self):
        send("editor.tick_start", path=self.PATH)
        self.target.error = RuntimeError("x")
        self.tick()
        self.tick()
        self.assertEqual(len(self.target.called), 2)
        self.assertEqual(len([line for line in self.project.log if line[0] == "error"]), 1)


class LoadingTests(ScriptTests):
    def test_nothing_is_made_moved_or_deleted_while_the_registry_is_still_loading(self):
        unreal_project.fault("still_loading")
        for answer in (
            self.send_import(glb(CRATE), "Crate.glb"),
            send("assets.rename", **{"from": "/Game/A", "to": "/Game/B"}),
            send("assets.delete", paths=["/Game/A"]),
        ):
            self.assertEqual(self.code_of(answer), "busy")


class EntryTests(ScriptTests):
    def test_whatever_comes_in_an_answer_goes_out(self):
        for request in (None, 5, "", "x", "!!!!", base64.b64encode(b"\xff").decode(), base64.b64encode(b"[]").decode(), base64.b64encode(b'{"call":1,"args":{}}').decode()):
            answer = json.loads(dccbridge_unreal.call(request))
            self.assertIn("error", answer, request)

    def test_a_call_of_another_version_is_named_as_such(self):
        self.assertEqual(self.code_of(send("assets.paint")), "unknown_call")

    def test_an_exception_becomes_a_code_and_its_trace_goes_to_the_log(self):
        self.project.add(unreal.StaticMesh("/Game/A"))
        original = unreal.EditorAssetSubsystem.load_asset
        unreal.EditorAssetSubsystem.load_asset = lambda self, asset_path: 1 / 0
        try:
            answer = send("assets.get", path="/Game/A")
        finally:
            unreal.EditorAssetSubsystem.load_asset = original
        self.assertEqual(self.code_of(answer), "editor_script_failed")
        self.assertTrue(any("ZeroDivisionError" in text for _, text in self.project.log))

    def test_a_figure_that_is_no_number_is_refused_and_not_sent_broken(self):
        self.project.add(unreal.StaticMesh("/Game/A"))
        unreal_project.fault("odd_facts")
        self.assertEqual(self.code_of(send("assets.get", path="/Game/A")), "editor_script_failed")

    def test_a_missing_part_is_named(self):
        original = unreal.EditorAssetLibrary
        self.project.add(unreal.StaticMesh("/Game/A"))
        del unreal.EditorAssetLibrary
        try:
            answer = send("assets.show", paths=["/Game/A"])
        finally:
            unreal.EditorAssetLibrary = original
        self.assertEqual(self.code_of(answer), "editor_part_missing")
        self.assertIn("Editor Scripting Utilities", answer["error"]["message"])


class AssetTests(ScriptTests):
    def test_a_list_comes_in_pages_and_loads_nothing(self):
        for number in range(25):
            mesh = self.project.add(unreal.StaticMesh("/Game/Props/SM_%02d" % number))
            mesh.tags.update({"Triangles": "12", "Vertices": "24", "UVChannels": "2"})
        self.project.add(unreal.World("/Game/__ExternalActors__/Map/0/AB/XYZ"))
        self.project.add(unreal.StaticMesh("/Game/Old")).redirector = True
        first = send("assets.list", under="/Game", offset=0, limit=20, snapshot=None)["ok"]
        rest = send("assets.list", under="/Game", offset=20, limit=20, snapshot=first["snapshot"])["ok"]
        self.assertEqual(([a["path"] for a in first["assets"] + rest["assets"]], first["total"], rest["snapshot"]), (["/Game/Old"] + ["/Game/Props/SM_%02d" % n for n in range(25)], 26, None))
        self.assertEqual(first["assets"][0], {"path": "/Game/Old", "class": "ObjectRedirector", "tags": {}})
        self.assertEqual(first["assets"][1]["tags"]["Triangles"], "12")
        self.assertEqual(self.project.loads, [])

    def test_a_redirector_is_listed_and_is_no_asset(self):
        self.project.add(unreal.StaticMesh("/Game/Old")).redirector = True
        self.assertIsNone(send("assets.get", path="/Game/Old")["ok"]["asset"])
        self.assertIn("error", send("assets.delete", paths=["/Game/Old"]))
        self.assertEqual(self.project.loads, [])

    def test_a_page_of_an_older_list_is_refused(self):
        for number in range(3):
            self.project.add(unreal.StaticMesh("/Game/SM_%d" % number))
        first = send("assets.list", under="/Game", offset=0, limit=1, snapshot=None)["ok"]
        send("assets.list", under="/Game", offset=0, limit=1, snapshot=None)
        self.assertIn("error", send("assets.list", under="/Game", offset=1, limit=1, snapshot=first["snapshot"]))

    def test_an_empty_project_is_an_empty_list(self):
        self.assertEqual(send("assets.list", under="/Game", offset=0, limit=10)["ok"], {"assets": [], "total": 0, "snapshot": None})

    def test_facts_of_every_kind_of_asset(self):
        material = self.project.add(unreal.Material("/Game/M_Wood"))
        self.project.add(unreal.MaterialInstanceConstant("/Game/MI_Wood", parent=material))
        slot = unreal.StaticMaterial(material_interface=material, material_slot_name=unreal.Name("Renamed"), imported_material_slot_name=unreal.Name("Wood"))
        self.project.add(unreal.StaticMesh("/Game/SM", static_materials=[slot, unreal.StaticMaterial()]))
        self.project.add(unreal.Texture2D("/Game/T"))
        skeleton = self.project.add(unreal.Skeleton("/Game/SK_Skeleton"))
        self.project.add(unreal.SkeletalMesh("/Game/SK", skeleton=skeleton))
        self.project.add(unreal.SoundWave("/Game/S"))
        mesh = send("assets.get", path="/Game/SM")["ok"]["asset"]
        self.assertEqual(mesh["mesh"]["slots"], [{"name": "Wood", "material": "/Game/M_Wood"}, {"name": "", "material": None}])
        self.assertEqual((mesh["mesh"]["triangles"], mesh["mesh"]["bounds_max"], mesh["references"]), (12, [50.0, 50.0, 100.0], ["/Game/M_Wood"]))
        self.assertEqual(send("assets.get", path="/Game/T")["ok"]["asset"]["texture"], {"width": 4, "height": 4, "srgb": True, "compression": "TC_DEFAULT", "lod_group": "TEXTUREGROUP_WORLD", "max_texture_size": 0, "no_mipmaps": False, "never_stream": False})
        self.assertEqual(send("assets.get", path="/Game/SK_Skeleton")["ok"]["asset"]["skeleton"], {"bones": 3, "bone_names": ["root", "pelvis", "spine_01"]})
        self.assertEqual(send("assets.get", path="/Game/SK")["ok"]["asset"]["mesh"]["skeleton"], "/Game/SK_Skeleton")
        self.assertEqual(send("assets.get", path="/Game/MI_Wood")["ok"]["asset"]["material"], {"parent": "/Game/M_Wood", "base": "/Game/M_Wood", "domain": "MD_SURFACE", "blend_mode": "BLEND_OPAQUE", "moves_vertices": False})
        self.assertEqual(send("assets.get", path="/Game/S")["ok"]["asset"]["sound"], {"seconds": 1.5, "sample_rate": 48000, "channels": 2})

    def test_an_asset_that_is_not_there_is_null(self):
        self.assertEqual(send("assets.get", path="/Game/None"), {"ok": {"asset": None}})

    def test_a_level_is_read_without_loading_and_left_alone(self):
        self.project.add(unreal.World("/Game/Maps/Town"))
        self.assertEqual(send("assets.get", path="/Game/Maps/Town")["ok"]["asset"]["class"], "World")
        self.assertEqual(self.project.loads, [])
        self.assertIn("is a level", send("assets.delete", paths=["/Game/Maps/Town"])["error"]["message"])
        self.assertIn("is a level", send("assets.rename", **{"from": "/Game/Maps/Town", "to": "/Game/Maps/City"})["error"]["message"])
        self.assertIsNotNone(self.project.find("/Game/Maps/Town"))

    def test_a_garbage_collected_object_has_its_own_code(self):
        self.project.add(unreal.StaticMesh("/Game/A"))
        unreal_project.fault("objects_gone")
        self.assertEqual(self.code_of(send("assets.get", path="/Game/A")), "object_gone")

    def test_an_asset_that_does_not_load_is_gone(self):
        self.project.add(unreal.StaticMesh("/Game/A"))
        unreal_project.fault("load_fails")
        self.assertEqual(self.code_of(send("assets.get", path="/Game/A")), "object_gone")

    def test_paths_of_all_scripts_cross_unharmed(self):
        self.project.add(unreal.StaticMesh("/Game/Möbel/SM_椅子"))
        self.assertEqual(send("assets.get", path="/Game/möbel/sm_椅子")["ok"]["asset"]["path"], "/Game/Möbel/SM_椅子")

    def test_a_delete_tells_who_still_refers_to_it(self):
        material = self.project.add(unreal.Material("/Game/M"))
        self.project.add(unreal.StaticMesh("/Game/SM", static_materials=[unreal.StaticMaterial(material_interface=material)]))
        self.assertEqual(send("assets.delete", paths=["/Game/M"])["ok"], {"broken_references": ["/Game/SM"]})
        self.assertIsNone(self.project.find("/Game/M"))

    def test_a_delete_of_a_missing_asset_deletes_nothing(self):
        self.project.add(unreal.Material("/Game/M"))
        self.assertEqual(self.code_of(send("assets.delete", paths=["/Game/M", "/Game/None"])), "asset_not_found")
        self.assertIsNotNone(self.project.find("/Game/M"))

    def test_a_rename_follows_and_counts_up(self):
        material = self.project.add(unreal.Material("/Game/M"))
        self.project.add(unreal.StaticMesh("/Game/SM", static_materials=[unreal.StaticMaterial(material_interface=material)]))
        answer = send("assets.rename", **{"from": "/Game/M", "to": "/Game/M_New"})["ok"]
        self.assertEqual((answer["asset"]["path"], answer["asset"]["metadata"]["DccBridge.Revision"], answer["updated_references"]), ("/Game/M_New", "2", ["/Game/SM"]))
        self.assertIn("/Game/M_New", self.project.saves)

    def test_a_rename_to_a_taken_path_changes_nothing(self):
        self.project.add(unreal.Material("/Game/A"))
        self.project.add(unreal.Material("/Game/B"))
        self.assertEqual(self.code_of(send("assets.rename", **{"from": "/Game/A", "to": "/Game/b"})), "asset_exists")
        self.assertEqual(len(self.project.assets), 2)

    def test_assets_are_shown_in_the_content_browser(self):
        self.project.add(unreal.Material("/Game/M"))
        self.assertEqual(send("assets.show", paths=["/Game/M"]), {"ok": {}})
        self.assertEqual(self.project.shown, ["/Game/M"])

    def test_what_changes_assets_waits_while_the_editor_plays(self):
        self.project.add(unreal.Material("/Game/M"))
        self.project.playing = True
        calls = (
            ("assets.delete", {"paths": ["/Game/M"]}),
            ("assets.rename", {"from": "/Game/M", "to": "/Game/N"}),
            ("metadata.set", {"path": "/Game/M", "metadata": {"DccBridge.Dcc": "x"}}),
        )
        for name, args in calls:
            self.assertEqual(self.code_of(send(name, **args)), "play_in_editor", name)
        self.assertEqual(self.code_of(self.send_import(glb(CRATE), "Crate.glb")), "play_in_editor")


class EditorTests(ScriptTests):
    def test_the_editor_tells_its_version_and_project(self):
        info = send("editor.info")["ok"]
        self.assertEqual((info["engine_version"][:3], info["project_name"], info["playing"]), ("5.7", "Städte", False))
        self.assertTrue(info["project_file"].endswith("Städte.uproject"))

    def test_source_control_that_is_off_says_how_to_switch_it_on(self):
        self.project.add(unreal.Material("/Game/M"))
        answer = send("assets.checkout", paths=["/Game/M"])
        self.assertEqual(self.code_of(answer), "editor_part_missing")
        self.project.source_control = True
        self.assertEqual(send("assets.checkout", paths=["/Game/M"])["ok"], {"checked_out": ["/Game/M"]})
        unreal_project.fault("checkout_fails")
        self.assertIn("checked out by another person", send("assets.checkout", paths=["/Game/M"])["error"]["message"])

    def test_metadata_is_set_in_one_undo_step_and_saved(self):
        self.project.add(unreal.Material("/Game/M")).metadata.update({"Other": "x", "DccBridge.Dcc": "Maya"})
        send("metadata.set", path="/Game/M", metadata={"DccBridge.Dcc": "", "DccBridge.Source": "Küche.ma"})
        self.assertEqual(send("metadata.get", path="/Game/M")["ok"], {"metadata": {"DccBridge.Source": "Küche.ma"}})
        self.assertEqual((self.project.transactions, self.project.saves), (["DccBridge: set metadata"], ["/Game/M"]))
        self.assertIn("error", send("metadata.set", path="/Game/M", metadata={"Other": "y"}))


if __name__ == "__main__":
    unittest.main()
