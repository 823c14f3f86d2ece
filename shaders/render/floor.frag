#version 410 core
#include "colormap.glsl"
#include "contours.glsl"

in vec2 vPlane;

uniform sampler2D uHeights;    // scale coordinate, 1 where the surface is whole
uniform vec2 uTexels;          // columns, rows
uniform vec4 uFill;
uniform vec3 uContourTint;     // keeps the darkest losses readable on a dark floor
uniform float uContourOpacity;

out vec4 oColor;               // premultiplied

void main()
{
    vec4 color = vec4(uFill.rgb * uFill.a, uFill.a);

    // Vertices stand on the centres of texels.
    vec2 texel = (vPlane * 0.5 + 0.5) * (uTexels - 1.0) + 0.5;
    vec2 height = texture(uHeights, texel / uTexels).rg;
    float contour = contourLine(height.x, 1.2) * uContourOpacity;
    contour = height.y > 0.999 && uContours > 0.0 ? contour : 0.0;
    oColor = color;
    if (contour > 0.0)
        oColor = color * (1.0 - contour) + vec4(mix(colorMap(height.x), uContourTint, 0.25), 1.0) * contour;
}
