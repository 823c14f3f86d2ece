"""Makes the fonts of figures from those of the window: with TrueType outlines, which a PDF embeds as such (PostScript
outlines would become Type 3 fonts, which publishers refuse), and with the characters that a figure may need only, since the
whole font goes into the file. Needs fontTools 4.38 (Debian: python3-fonttools).

    for weight in Regular SemiBold; do
        python3 build/figure-fonts.py src/NeuroLab.Demo/Fonts/Inter-$weight.otf src/NeuroLab.Demo/Fonts/Inter-Figure-$weight.ttf
    done
"""
import sys
from fontTools.ttLib import TTFont, newTable
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools import subset

RANGES = ["0020-007E", "00A0-017F", "0370-03FF", "2010-2027", "2030-203A", "2070-209C", "20AC", "2190-2193", "2202", "2206", "220F-221E", "2248", "2260-2265", "2207", "2215", "25CF"]

def convert(source, target):
    font = TTFont(source, recalcTimestamp=False)
    codes = set()
    for part in RANGES:
        first, _, last = part.partition("-")
        codes |= set(range(int(first, 16), int(last or first, 16) + 1))
    options = subset.Options(layout_features=[], name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], notdef_outline=True, drop_tables=["GPOS", "GSUB", "GDEF", "DSIG", "STAT"], hinting=False, desubroutinize=True, recalc_timestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    glyphs, order, set_ = {}, font.getGlyphOrder(), font.getGlyphSet()
    for name in order:
        pen = TTGlyphPen(None)
        set_[name].draw(Cu2QuPen(pen, 0.5, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    del font["CFF "]
    if "VORG" in font: del font["VORG"]
    font["glyf"].compile(font)
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for key, value in dict(maxZones=1, maxTwilightPoints=0, maxStorage=0, maxFunctionDefs=0, maxInstructionDefs=0, maxStackElements=0, maxSizeOfInstructions=0, maxComponentElements=0).items():
        setattr(maxp, key, value)
    maxp.compile(font)
    post = font["post"]
    post.formatType = 3.0
    font.sfntVersion = "\000\001\000\000"
    font.save(target)
    print(target, len(order))

convert(sys.argv[1], sys.argv[2])
