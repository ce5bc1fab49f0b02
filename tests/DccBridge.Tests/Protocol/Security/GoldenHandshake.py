"""The bytes of one whole handshake, made from PROTOCOL.md with nothing of ours: python3 GoldenHandshake.py"""
import hashlib
import hmac
import struct


def frame(body):
    return struct.pack("<I", len(body)) + body


def text(value):
    raw = value.encode()
    return bytes([0xA0 + len(raw)]) + raw if len(raw) < 32 else bytes([0xD9, len(raw)]) + raw


def blob(value):
    return bytes([0xC4, len(value)]) + value


def proof(label, transcript):
    return hmac.new(secret, label + hashlib.sha256(transcript).digest(), hashlib.sha256).digest()


secret, nonce_c, nonce_s = (bytes(range(start, start + 32)) for start in (0x00, 0x20, 0x40))
preface = b"DCCB\x01\x00\x00\x00"

# [1, versions [1], capabilities [], wanted scopes 15, client id, nonceC]
hello = preface + frame(b"\x96\x01" + b"\x91\x01" + b"\x90" + b"\x0f" + text("00112233-4455-6677-8899-aabbccddeeff") + blob(nonce_c))
# [2, version 1, [16777216, 65536, 4], instanceId, port 65432, nonceS, capabilities []]
challenge = preface + frame(
    b"\x97\x02\x01" + b"\x93\xce\x01\x00\x00\x00\xce\x00\x01\x00\x00\x04" + text("11223344-5566-7788-99aa-bbccddeeff00") + b"\xcd\xff\x98" + blob(nonce_s) + b"\x90")
# [3, proof]
client_proof = frame(b"\x92\x03" + blob(proof(b"dccbridge/1 client", hello + challenge)))
# [4, proof, granted scopes 7]; the proof covers the frame with zeros in its own place
accept_with = lambda mac: frame(b"\x93\x04" + blob(mac) + b"\x07")
accept = accept_with(proof(b"dccbridge/1 server", hello + challenge + client_proof + accept_with(bytes(32))))

for name, value in (("Hello", hello), ("Challenge", challenge), ("Proof", client_proof), ("Accept", accept)):
    print(name, value.hex())
