"""Findings as a DCC lists them."""

MOST = 200
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
        from .failure import Failure

        raise Failure("nonsense", "The companion is of another version than this add-on. Run 'dccbridge install --dcc' again.")


def of_scene(findings, scene):
    """Those of one scene; all when it was never saved or nothing says where they come from."""
    if not scene:
        return findings
    import os

    mine = os.path.normcase(os.path.normpath(scene))
    return [finding for finding in findings if not finding.scene or os.path.normcase(os.path.normpath(finding.scene)) == mine]
