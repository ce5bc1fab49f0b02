"""Turns MessagePack on standard input into lines of tagged JSON (decode), or such lines into MessagePack (encode).

The tags are described in PeerValue.cs.
"""
import json
import struct
import sys

import msgpack


class Pairs(list):
    """A map, in the order of the wire and with any keys."""



def tag(value):
    if value is None or value is True or value is False:
        return value
    if isinstance(value, int):
        return ["i", str(value)]
    if isinstance(value, float):
        return ["f", struct.pack(">d", value).hex()]
    if isinstance(value, str):
        return ["s", value]
    if isinstance(value, bytes):
        return ["b", value.hex()]
    if isinstance(value, msgpack.Timestamp):
        return ["t", str(value.seconds), value.nanoseconds]
    if isinstance(value, msgpack.ExtType):
        return ["e", value.code, value.data.hex()]
    if isinstance(value, Pairs):
        return ["m", [[tag(k), tag(v)] for k, v in value]]
    return ["a", [tag(item) for item in value]]


WIDE = msgpack.Packer(use_bin_type=True)
NARROW = msgpack.Packer(use_bin_type=True, use_single_float=True)


def pack(line):
    if line is None or line is True or line is False:
        return WIDE.pack(line)
    kind = line[0]
    if kind == "i":
        return WIDE.pack(int(line[1]))
    if kind == "f":
        return WIDE.pack(struct.unpack(">d", bytes.fromhex(line[1]))[0])
    if kind == "g":
        return NARROW.pack(struct.unpack(">f", bytes.fromhex(line[1]))[0])
    if kind == "s":
        return WIDE.pack(line[1])
    if kind == "b":
        return WIDE.pack(bytes.fromhex(line[1]))
    if kind == "e":
        return WIDE.pack(msgpack.ExtType(line[1], bytes.fromhex(line[2])))
    if kind == "t":
        return WIDE.pack(msgpack.Timestamp(int(line[1]), line[2]))
    if kind == "a":
        return WIDE.pack_array_header(len(line[1])) + b"".join(pack(item) for item in line[1])
    if kind == "m":
        return WIDE.pack_map_header(len(line[1])) + b"".join(pack(k) + pack(v) for k, v in line[1])
    raise ValueError("unknown tag " + kind)


def main(direction):
    if direction == "decode":
        unpacker = msgpack.Unpacker(sys.stdin.buffer, raw=False, strict_map_key=False, object_pairs_hook=Pairs, timestamp=0)
        for value in unpacker:
            sys.stdout.write(json.dumps(tag(value), ensure_ascii=True) + "\n")
    else:
        for line in sys.stdin.buffer:
            sys.stdout.buffer.write(pack(json.loads(line)))


main(sys.argv[1])
