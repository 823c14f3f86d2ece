#version 410 core
#include "colormap.glsl"
#include "contours.glsl"

in vec2 vPlane;

uniform sampler2D uHeights;    // scale coordinate, 1 where the surface is whole
uniform vec2 uTexels;          // columns, rows
uniform vec4 uFill;
uniform vec4 uGridColor;
uniform float uGridStep;       // world units between grid lines
uniform float uContourOpacity;

out vec4 oColor;               // premultiplied

void main()
{
    vec4 color = vec4(uFill.rgb * uFill.a, uFill.a);

    vec2 cell = vPlane / uGridStep;
    vec2 grid = clamp(1.0 - abs(cell - floor(cell + 0.5)) / fwidth(cell), 0.0, 1.0);
    float line = max(grid.x, grid.y) * uGridColor.a;
    color = color * (1.0 - line) + vec4(uGridColor.rgb, 1.0) * line;

    // Vertices stand on the centres of texels.
    vec2 texel = (vPlane * 0.5 + 0.5) * (uTexels - 1.0) + 0.5;
    vec2 height = texture(uHeights, texel / uTexels).rg;
    float contour = contourLine(height.x, 1.2) * uContourOpacity;
    contour = height.y > 0.999 && uContours > 0.0 ? contour : 0.0;
    oColor = color * (1.0 - contour) + vec4(colorMap(height.x), 1.0) * contour;
}
