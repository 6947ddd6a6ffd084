#!/usr/bin/env python3
"""Writes ob-chars-data.h from the Unicode Character Database.

usage: make-chars.py UCD-DIR > ob-chars-data.h

UCD-DIR holds UnicodeData.txt, PropList.txt, auxiliary/WordBreakProperty.txt and emoji/emoji-data.txt.
"""
import re
import sys

UCD = sys.argv[1]
SIZE = 0x110000
BY_WORD_BREAK = {
    "ALetter": "LETTER", "Hebrew_Letter": "HEBREW", "Katakana": "KATAKANA", "Numeric": "NUMERIC",
    "ExtendNumLet": "CONNECTOR", "Extend": "EXTEND", "Format": "FORMAT", "ZWJ": "ZWJ",
    "Regional_Indicator": "REGIONAL", "MidLetter": "MID_LETTER", "MidNum": "MID_NUM", "MidNumLet": "MID_NUM_LET",
    "Single_Quote": "SINGLE_QUOTE", "Double_Quote": "DOUBLE_QUOTE",
}
BY_CATEGORY = {"L": "IDEOGRAPH", "M": "EXTEND", "N": "NUMBER", "P": "PUNCT", "S": "SYMBOL", "Z": "SPACE", "C": "OTHER"}


def properties(name):
    """Yields (first, last, value) of each line of a property file."""
    for line in open(f"{UCD}/{name}", encoding="utf-8"):
        match = re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*(\w+)", line)
        if match:
            yield int(match[1], 16), int(match[2] or match[1], 16), match[3]


classes = ["OTHER"] * SIZE
first = None
for line in open(f"{UCD}/UnicodeData.txt", encoding="utf-8"):
    code, name, category = line.split(";")[:3]
    code = int(code, 16)
    if name.endswith(", First>"):
        first = code
        continue
    for c in range(first if first is not None else code, code + 1):
        classes[c] = BY_CATEGORY[category[0]]
    first = None
for first, last, value in properties("auxiliary/WordBreakProperty.txt"):
    for c in range(first, last + 1):
        classes[c] = BY_WORD_BREAK.get(value, classes[c])
for first, last, value in properties("PropList.txt"):
    if value == "White_Space":
        for c in range(first, last + 1):
            classes[c] = "LINE" if c in (0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028) else "SPACE"
classes[0x2029] = "PARA"
classes[0x200B] = "VOID"

pictographs = set()
for first, last, value in properties("emoji/emoji-data.txt"):
    if value == "Extended_Pictographic":
        pictographs.update(range(first, last + 1))

print("""/* Written by scripts/batch/make-chars.py from the Unicode Character Database 15.0.0. Do not edit.
 * Unicode data: © 1991-2022 Unicode, Inc., under the Unicode licence, https://www.unicode.org/license.txt
 *
 * Each entry is R (first code point, class) or P, the same for Extended_Pictographic; it holds up to the next. */""")
entries = []
last = None
for c in range(SIZE):
    value = ("P" if c in pictographs else "R", classes[c])
    if value != last:
        entries.append(f"{value[0]}(0x{c:x},{value[1]})")
        last = value
line = ""
for entry in entries:
    if len(line) + len(entry) + 2 > 118:
        print(line)
        line = ""
    line += (" " if line else "") + entry + ","
print(line)
