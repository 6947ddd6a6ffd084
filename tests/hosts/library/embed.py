#!/usr/bin/env python3
"""embed.py LIBRARY [TEXT]: a whole program on the C API, in another language: who is named, and who claims what."""
import ctypes
import sys

obelus = ctypes.CDLL(sys.argv[1])
CODEPOINT = 0


class Annotation(ctypes.Structure):
    _fields_ = [("type", ctypes.c_char_p), ("label", ctypes.c_char_p), ("rule", ctypes.c_char_p),
                ("start", ctypes.c_size_t), ("end", ctypes.c_size_t)]


for name in ("obelus_rules_load", "obelus_tagger_new", "obelus_tag", "obelus_result_dup_json"):
    getattr(obelus, name).restype = ctypes.c_void_p
obelus.obelus_result_size.restype = ctypes.c_size_t
obelus.obelus_get_version.restype = ctypes.c_char_p


def call(function, *arguments):
    """What `function` returns; its error, the last argument, becomes an exception."""
    error = ctypes.c_char_p()
    result = function(*arguments, ctypes.byref(error))
    if not result:
        raise RuntimeError(error.value.decode())
    return ctypes.c_void_p(result)


text = (sys.argv[2] if len(sys.argv) > 2 else "Zoë Tarn said that it rained in Kellmar.").encode()
packs = (ctypes.c_char_p * 2)(b"tiny", None)
rules = call(obelus.obelus_rules_load, packs, None)
tagger = call(obelus.obelus_tagger_new, rules)
result = call(obelus.obelus_tag, tagger, text, ctypes.c_size_t(len(text)), b"example", None)

annotation = Annotation()
for i in range(obelus.obelus_result_size(result)):
    obelus.obelus_result_get(result, ctypes.c_size_t(i), CODEPOINT, ctypes.byref(annotation))
    label = (annotation.label or b"-").decode()
    print(annotation.type.decode(), label, text.decode()[annotation.start:annotation.end], sep="\t")

json = ctypes.c_void_p(obelus.obelus_result_dup_json(result, b'"example"', CODEPOINT, 0))
print(ctypes.string_at(json).decode())
obelus.obelus_free(json)
obelus.obelus_result_free(result)
obelus.obelus_tagger_free(tagger)
obelus.obelus_rules_unref(rules)
