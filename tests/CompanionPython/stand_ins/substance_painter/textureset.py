"""Page textureset."""


class TextureSet:
    def __init__(self, name):
        self._name = name

    def name(self):
        return self._name

    def all_stacks(self):
        return [Stack(self)]


class Stack:
    def __init__(self, texture_set):
        self._texture_set = texture_set

    def material(self):
        return self._texture_set


_sets = [TextureSet("M_Wood"), TextureSet("M_Metal")]
active = [Stack(_sets[0])]


def all_texture_sets():
    return list(_sets)


def get_active_stack():
    return active[0]


def set_active_stack(stack):
    active[0] = stack
