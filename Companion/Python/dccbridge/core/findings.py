"""Findings as a DCC lists them, and the way from one to what it is about."""

import urllib.parse

from . import operations
from .failure import Failure

MOST = 200
OTHER_VERSION = "The companion is of another version than this add-on. Run 'dccbridge install --dcc' again."
SEVERITIES = ("error", "warning", "info")


class Finding:
    """One finding: what is wrong, how to mend it, and what of the scene to select."""

    def __init__(self, view):
        text = lambda key: view[key] if isinstance(view.get(key), str) else ""
        self.id, self.severity, self.message, self.fix = text("id"), text("severity"), text("message"), text("fix")
        self.asset, self.rule = text("assetPath"), text("ruleId")
        self.node, self.material = text("node"), text("material")
        self._can_ask = view.get("canSelect") is True
        source = view.get("source") if isinstance(view.get("source"), dict) else {}
        self.scene = source.get("scene") if isinstance(source.get("scene"), str) else ""
        self.source = source.get("path") if isinstance(source.get("path"), str) else ""

    @property
    def title(self):
        """One line."""
        return "%s: %s" % (self.asset.rpartition("/")[2], self.message)

    @property
    def can_select(self):
        """It names something of the scene, or the companion knows from the side-car which nodes the asset was made of."""
        return bool(self.nodes) or self._can_ask

    @property
    def nodes(self):
        """What to select, in the order of trying."""
        return [{"name": name} for name in (self.node, self.material) if name]


def ask(companion, text=None):
    """Open findings, the worst first, and how many there are in all."""
    page = companion.findings(limit=MOST, text=text or None, sort="severity")
    try:
        return [Finding(view) for view in page["items"]], page["total"]
    except (KeyError, TypeError, AttributeError):
        raise Failure("nonsense", OTHER_VERSION)


def of_scene(findings, scene):
    """Those of one scene; all when it was never saved or nothing says where they come from."""
    if not scene:
        return findings
    import os

    mine = os.path.normcase(os.path.normpath(scene))
    return [finding for finding in findings if not finding.scene or os.path.normcase(os.path.normpath(finding.scene)) == mine]


def select_here(scene, finding):
    """Selects what a finding is about in the open scene, through the scene module of a DCC.

    Gives what stands in the way, None when nothing does, and whether the companion is to be asked: it knows of UUIDs, of other scenes, and of which nodes a whole asset was made.
    """
    if not finding.nodes:
        return (None, True) if finding.can_select else ("It is about the whole asset, and nothing says which nodes that was made of: it was not sent with the add-on.", False)
    if not of_scene([finding], scene.scene_file()):
        return "It belongs to '%s': the companion is asked for it." % finding.scene, True
    for node in finding.nodes:
        answer = operations.perform(scene, "select", {"nodes": [node]})
        if "error" in answer:
            return answer["error"]["message"], False
        if answer["result"]["found"]:
            return None, False
    return "There is no '%s' in this scene: the companion is asked for it." % finding.nodes[0]["name"], True


def select_by(companion, finding):
    """Has the companion select it; whether something is selected now, and a line for a person. The companion asks the DCC back: the DCC's main thread must not wait for this."""
    view = companion.post("/api/findings/%s/select" % urllib.parse.quote(finding.id, safe=""), limit=60)
    try:
        return bool(view["selected"]), view["message"]
    except (KeyError, TypeError):
        raise Failure("nonsense", OTHER_VERSION)
