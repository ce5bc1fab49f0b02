"""The scenes of Maya, Houdini and Painter over stand-ins: what the companion asks for, and what stands in the side-car."""

import json
import os
import sys
import tempfile
import types
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "stand_ins"))

import hou  # noqa: E402
from maya import cmds, mel  # noqa: E402
from substance_painter import project, textureset  # noqa: E402

from dccbridge.core import operations  # noqa: E402
from dccbridge.houdini import scene as houdini  # noqa: E402
from dccbridge.maya import scene as maya  # noqa: E402
from dccbridge.painter import scene as painter  # noqa: E402


class SceneCase(unittest.TestCase):
    scene = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="dccbridge-箱-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def ask(self, method, **params):
        answer = json.loads(operations.as_text(operations.perform(self.scene, method, params)))
        self.assertIn("result", answer, answer)
        return answer["result"]

    def fail_to(self, method, **params):
        return operations.perform(self.scene, method, params)["error"]

    def sidecar(self, export):
        with open(export["sidecar"], encoding="utf-8") as file:
            return json.load(file)

    def content(self, export):
        with open(export["file"], encoding="utf-8") as file:
            return file.read()

    def file(self, name):
        path = os.path.join(self.folder, name)
        open(path, "w").close()
        return path


class MayaTests(SceneCase):
    scene = maya

    def setUp(self):
        super().setUp()
        cmds.reset()
        mel.lines.clear()
        mel.failure.clear()

    def test_info_and_selection(self):
        self.assertEqual(self.ask("info"), {"kind": "maya", "version": "2025", "scene": None, "unsaved": False, "unitMeters": 0.01, "upAxis": "Y", "pid": os.getpid(), "code": True})
        self.assertEqual(self.ask("selection")["nodes"], [{"name": "SM_Crate", "path": "|props|SM_Crate", "uuid": "U-crate", "type": "transform"}])

    def test_an_export_and_its_side_car(self):
        export = self.ask("export", folder=self.folder)
        self.assertEqual(export, {"file": os.path.join(self.folder, "SM_Crate.fbx"), "sidecar": os.path.join(self.folder, "SM_Crate.fbx.dccbridge.json"), "moreFiles": [], "warnings": []})
        self.assertEqual(self.content(export), "FBX of |props|SM_Crate")
        document = self.sidecar(export)
        self.assertEqual((document["dcc"], document["application"], document["unitMeters"], document["upAxis"]), ("maya", "Maya 2025", 0.01, "Y"))
        self.assertEqual(document["nodes"], [{"name": "SM_Crate", "path": "|props|SM_Crate", "uuid": "U-crate", "shape": "SM_CrateShape", "materials": ["M_Wood"]}])
        self.assertEqual(document["materials"], [{"name": "M_Wood", "textures": ["/proj/T_Wood_D.png"]}])
        self.assertIn("FBXExportConvertUnitString cm", mel.lines)
        self.assertIn("FBXExportUpAxis y", mel.lines)
        self.assertEqual(len(os.listdir(self.folder)), 2)

    def test_the_whole_scene_is_without_cameras_and_leaves_the_selection(self):
        export = self.ask("export", folder=self.folder, wholeScene=True)
        self.assertEqual(self.content(export), "FBX of |props")
        self.assertEqual([node["name"] for node in self.sidecar(export)["nodes"]], ["props", "SM_Crate"])
        self.assertEqual(cmds.scene["selection"], ["|props|SM_Crate"])

    def test_nothing_selected_and_a_failing_exporter(self):
        cmds.scene["selection"] = []
        self.assertIn("Nothing is selected", self.fail_to("export", folder=self.folder)["message"])
        cmds.scene["selection"] = ["|props"]
        mel.failure.append("disk is full")
        error = self.fail_to("export", folder=self.folder)
        self.assertEqual((error["reason"], error["message"]), ("failed", "Maya's FBX exporter failed: disk is full"))
        self.assertEqual((os.listdir(self.folder), cmds.scene["selection"]), ([], ["|props"]))

    def test_options_are_no_way_to_run_MEL(self):
        self.ask("export", folder=self.folder, options={"FBXExportTangents": True})
        self.assertIn("FBXExportTangents -v true", mel.lines)
        for options in ({"system": "rm"}, {"FBXExportTangents": "-v true; system(\"rm\")"}, {"FBXExport`x`": "1"}):
            self.assertEqual(self.fail_to("export", folder=self.folder, options=options)["reason"], "refused", options)

    def test_a_node_is_found_by_uuid_path_name_shape_namespace_and_material(self):
        cmds.scene["nodes"]["|a:b:SM_Box"] = ("transform", "U-box")
        for wanted, path in (({"name": "x", "uuid": "U-crate"}, "|props|SM_Crate"), ({"name": "x", "path": "|props"}, "|props"), ({"name": "SM_Crate"}, "|props|SM_Crate"),
                             ({"name": "SM_CrateShape"}, "|props|SM_Crate"), ({"name": "SM_Box"}, "|a:b:SM_Box"), ({"name": "M_Wood"}, "|props|SM_Crate")):
            self.assertEqual([node["path"] for node in self.ask("select", nodes=[wanted])["found"]], [path], wanted)
        self.assertEqual(self.ask("select", nodes=[{"name": "gone"}]), {"found": [], "missing": [{"name": "gone"}]})
        self.assertEqual(cmds.scene["selection"], ["|props|SM_Crate"], "nothing found leaves the selection")

    def test_a_scene_with_changes_is_not_left(self):
        path = self.file("箱.ma")
        cmds.scene["modified"] = True
        self.assertIn("changes that are not saved", self.fail_to("open", scene=path)["message"])
        self.ask("open", scene=path, discard=True)
        self.assertEqual(cmds.calls, [("open", path)])


class HoudiniTests(SceneCase):
    scene = houdini

    def setUp(self):
        super().setUp()
        hou.reset()

    def test_info_and_selection(self):
        self.assertEqual(self.ask("info"), {"kind": "houdini", "version": "21.0.440", "scene": None, "unsaved": None, "unitMeters": 1.0, "upAxis": "Y", "pid": os.getpid(), "code": True})
        self.assertEqual(self.ask("selection")["nodes"], [{"name": "SM_Crate", "path": "/obj/SM_Crate", "uuid": None, "type": "geo"}])

    def test_an_export_and_its_side_car(self):
        export = self.ask("export", folder=self.folder)
        document = self.sidecar(export)
        self.assertEqual((os.path.basename(export["file"]), document["unitMeters"], document["upAxis"]), ("SM_Crate.glb", 1.0, "Y"))
        self.assertEqual((hou.state["rendered"]["objpath"], hou.state["rendered"]["objects"], hou.state["rendered"]["usesoppath"]), ("/obj", "SM_Crate", 0))
        node = document["nodes"][0]
        self.assertEqual((node["name"], node["path"], node["materials"]), ("SM_Crate", "/obj/SM_Crate", ["M_Wood"]))
        self.assertEqual(document["materials"], [{"name": "M_Wood", "textures": ["/proj/tex/T_Wood_D.png"]}])
        self.assertNotIn("/out/dccbridge_export", hou.state["nodes"])

        # Renamed, it is found by what stays.
        crate = hou.state["nodes"].pop("/obj/SM_Crate")
        crate._path = "/obj/SM_Box"
        hou.state["nodes"]["/obj/SM_Box"] = crate
        self.assertEqual([one["name"] for one in self.ask("select", nodes=[{"name": "SM_Crate", "path": "/obj/SM_Crate", "uuid": node["uuid"]}])["found"]], ["SM_Box"])

    def test_fbx_takes_one_object_and_centimetres(self):
        self.ask("export", folder=self.folder, format="fbx")
        self.assertEqual((hou.state["rendered"]["startnode"], hou.state["rendered"]["convertunits"], hou.state["rendered"]["exportkind"]), ("/obj/SM_Crate", 1, 1))
        hou.state["nodes"]["/obj/SM_Barrel"].selected = True
        self.assertIn("takes one object, and 2 are selected", self.fail_to("export", folder=self.folder, format="fbx")["message"])

    def test_a_copy_gets_a_UUID_of_its_own(self):
        first = self.sidecar(self.ask("export", folder=self.folder))["nodes"][0]["uuid"]
        copy = hou.Node("/obj/SM_Crate2", shop_materialpath="")
        copy.user = dict(hou.state["nodes"]["/obj/SM_Crate"].user)
        hou.state["nodes"]["/obj/SM_Crate2"] = copy
        copy.selected = True
        nodes = self.sidecar(self.ask("export", folder=self.folder))["nodes"]
        self.assertEqual(nodes[0]["uuid"], first)
        self.assertNotEqual(nodes[1]["uuid"], first)

    def test_a_failing_exporter_leaves_nothing(self):
        hou.state["failure"] = "disk is full"
        self.assertIn("disk is full", self.fail_to("export", folder=self.folder)["message"])
        self.assertEqual((os.listdir(self.folder), "/out/dccbridge_export" in hou.state["nodes"]), ([], False))

    def test_selection_of_a_node_inside_exports_its_object(self):
        hou.clearAllSelected()
        hou.state["nodes"]["/obj/SM_Crate/box1"].selected = True
        self.assertTrue(self.ask("export", folder=self.folder)["file"].endswith("SM_Crate.glb"))
        self.assertEqual([node["name"] for node in self.ask("select", nodes=[{"name": "M_Wood"}])["found"]], ["SM_Crate"])

    def test_a_scene_with_changes_is_not_left_and_the_main_thread_does_the_work(self):
        path = self.file("箱.hip")
        hou.state["ui"] = True
        self.assertIn("changes that are not saved", self.fail_to("open", scene=path)["message"])
        used = []
        sys.modules["hdefereval"] = types.SimpleNamespace(executeInMainThreadWithResult=lambda do: used.append(do) or do())
        self.addCleanup(sys.modules.pop, "hdefereval")
        import threading

        thread = threading.Thread(target=lambda: operations.perform(houdini, "open", {"scene": path, "discard": True}))
        thread.start()
        thread.join()
        self.assertEqual((hou.state["file"], len(used)), (path, 1))


class PainterTests(SceneCase):
    scene = painter

    def setUp(self):
        super().setUp()
        project.state.update(path="/proj/箱.spp", dirty=False)
        textureset.set_active_stack(textureset.all_texture_sets()[0].all_stacks()[0])

    def test_info_and_selection(self):
        self.assertEqual(self.ask("info"), {"kind": "painter", "version": "10.1.2", "scene": "/proj/箱.spp", "unsaved": False, "unitMeters": None, "upAxis": None, "pid": os.getpid(), "code": True})
        self.assertEqual([node["name"] for node in self.ask("selection")["nodes"]], ["M_Wood"])

    def test_a_texture_set_is_selected_by_the_name_of_its_material(self):
        self.assertEqual(self.ask("select", nodes=[{"name": "SM_Crate"}, {"name": "M_Metal"}]), {"found": [{"name": "M_Metal", "path": None, "uuid": None, "type": "textureSet"}], "missing": [{"name": "SM_Crate"}]})
        self.assertEqual([node["name"] for node in self.ask("selection")["nodes"]], ["M_Metal"])

    def test_textures_have_side_cars(self):
        export = self.ask("export", folder=self.folder, wholeScene=True)
        self.assertEqual([os.path.basename(file) for file in [export["file"]] + export["moreFiles"]], ["T_M_Wood_D.png", "T_M_Metal_D.png"])
        self.assertEqual(self.sidecar(export)["scene"], "/proj/箱.spp")
        self.assertIn("glb", self.fail_to("export", folder=self.folder, format="glb")["message"])

    def test_a_project_with_changes_is_not_left(self):
        path = self.file("b.spp")
        project.state["dirty"] = True
        self.assertIn("changes that are not saved", self.fail_to("open", scene=path)["message"])
        self.ask("open", scene=path, discard=True)
        self.assertEqual(project.state["path"], path)

    def test_without_a_project(self):
        project.close()
        self.assertIsNone(self.ask("info")["scene"])
        self.assertEqual(self.ask("selection")["nodes"], [])
        for method, params in (("export", {"folder": self.folder}), ("select", {"nodes": []})):
            self.assertIn("No project is open", self.fail_to(method, **params)["message"])


if __name__ == "__main__":
    sys.exit(unittest.main())
