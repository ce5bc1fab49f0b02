"""Page resource."""


class ResourceID:
    def __init__(self, context, name):
        self._context, self._name = context, name

    def url(self):
        return "resource://%s/%s" % (self._context, self._name)
