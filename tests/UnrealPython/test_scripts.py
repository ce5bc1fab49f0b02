"""The scripts against the stand-in: python3 -m unittest, with this folder and Plugin/Python on PYTHONPATH."""

import base64
import errno
import json
import os
import shutil
import struct
import unittest

import dccbridge_unreal
import unreal
import unreal_project

HASH = "ab" * 32


def send(name, **args):
    """One call; checks what holds for every answer."""
    request = base64.b64encode(json.dumps({"call": name, "args": args}).encode("utf-8")).decode("ascii")
    text = dccbridge_unreal.call(request)
    assert isinstance(text, str) and text.isascii() and "'" not in text and "\n" not in text, text
    return json.loads(text)


def glb(document):
    """A GLB with nothing but its JSON."""
    body = json.dumps(document).encode("utf-8")
    body += b" " * (-len(body) % 4)
    return b"glTF" + struct.pack("<III4s", 2, 20 + len(body), len(body), b"JSON") + body


CRATE = {
    "asset": {"version": "2.0", "generator": "Khronos glTF Blender I/O v3.4.50"},
    "nodes": [{"name": "Crate", "mesh": 0}, {"name": "Empty"}],
    "materials": [{"name": "M_Wood"}],
}


class ScriptTests(unittest.TestCase):
    def setUp(self):
        self.project = unreal_project.reset()

    def code_of(self, answer):
        self.assertEqual(list(answer), ["error"], answer)
        return answer["error"]["code"]

    def file(self, content, name="upload"):
        path = os.path.join(self.project.folder, name)
        with open(path, "wb") as stream:
            stream.write(content)
        return path

    def send_import(self, content, file_name, destination="/Game/Props/SM_Crate", update=False, file_hash=HASH):
        return send("assets.import", destination=destination, file_name=file_name, file=self.file(content), hash=file_hash, source="C:/Users/Jörg/Crate.glb", update=update)


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
        self.assertEqual(([a["path"] for a in first["assets"] + rest["assets"]], first["total"], rest["snapshot"]), (["/Game/Props/SM_%02d" % n for n in range(25)], 25, None))
        self.assertEqual(first["assets"][0]["tags"]["Triangles"], "12")
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
        self.assertEqual(send("assets.get", path="/Game/T")["ok"]["asset"]["texture"], {"width": 4, "height": 4, "srgb": True, "compression": "TC_DEFAULT", "lod_group": "TEXTUREGROUP_WORLD"})
        self.assertEqual(send("assets.get", path="/Game/SK_Skeleton")["ok"]["asset"]["skeleton"], {"bones": 3, "bone_names": ["root", "pelvis", "spine_01"]})
        self.assertEqual(send("assets.get", path="/Game/SK")["ok"]["asset"]["mesh"]["skeleton"], "/Game/SK_Skeleton")
        self.assertEqual(send("assets.get", path="/Game/MI_Wood")["ok"]["asset"]["material"], {"parent": "/Game/M_Wood", "base": "/Game/M_Wood", "domain": "MD_SURFACE"})
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
