// Turns MessagePack on standard input into lines of tagged JSON (decode), or such lines into MessagePack (encode).
// The tags are described in PeerValue.cs. Arguments: decode or encode, the node_modules folder.
import { readFileSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [direction, modules] = process.argv.slice(2);
const { decodeMulti, encode, ExtData, ExtensionCodec, decodeTimestampToTimeSpec, encodeTimeSpecToTimestamp } =
  createRequire(join(modules, "peer.cjs"))("@msgpack/msgpack");

class Timestamp {
  constructor(sec, nsec) {
    this.sec = sec;
    this.nsec = nsec;
  }
}

// The package's own Date would cut timestamps to milliseconds.
const extensionCodec = new ExtensionCodec();
extensionCodec.register({
  type: -1,
  encode: (value) => (value instanceof Timestamp ? encodeTimeSpecToTimestamp(value) : null),
  decode: (data) => {
    const { sec, nsec } = decodeTimestampToTimeSpec(data);
    return new Timestamp(sec, nsec);
  },
});

const hex = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
const unhex = (text) => new Uint8Array(Buffer.from(text, "hex"));

function tag(value) {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "bigint") return ["i", value.toString()];
  if (typeof value === "number") {
    const bits = Buffer.alloc(8);
    bits.writeDoubleBE(value);
    return ["f", bits.toString("hex")];
  }
  if (typeof value === "string") return ["s", value];
  if (value instanceof Uint8Array) return ["b", hex(value)];
  if (value instanceof Timestamp) return ["t", value.sec.toString(), value.nsec];
  if (value instanceof ExtData) return ["e", value.type, hex(value.data)];
  if (Array.isArray(value)) return ["a", value.map(tag)];
  return ["m", Object.entries(value).map(([key, item]) => [tag(key), tag(item)])];
}

function untag(line) {
  if (line === null || typeof line === "boolean") return line;
  const [kind, value] = line;
  switch (kind) {
    case "i": {
      const integer = BigInt(value);
      return integer >= Number.MIN_SAFE_INTEGER && integer <= Number.MAX_SAFE_INTEGER ? Number(integer) : integer;
    }
    case "f":
      return Buffer.from(value, "hex").readDoubleBE();
    case "g":
      return Buffer.from(value, "hex").readFloatBE();
    case "s":
      return value;
    case "b":
      return unhex(value);
    case "e":
      return new ExtData(value, unhex(line[2]));
    case "t":
      return new Timestamp(Number(value), line[2]);
    case "a":
      return value.map(untag);
    case "m":
      return Object.fromEntries(value.map(([key, item]) => [untag(key), untag(item)]));
    default:
      throw new Error("unknown tag " + kind);
  }
}

function put(bytes) {
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(1, bytes, done);
    } catch (error) {
      if (error.code !== "EAGAIN") throw error;
    }
  }
}

const input = readFileSync(0);
if (direction === "decode") {
  for (const value of decodeMulti(input, { extensionCodec, useBigInt64: true })) {
    put(Buffer.from(JSON.stringify(tag(value)) + "\n"));
  }
} else {
  for (const line of input.toString("utf8").split("\n")) {
    if (line !== "") put(encode(untag(JSON.parse(line)), { extensionCodec, useBigInt64: true }));
  }
}
