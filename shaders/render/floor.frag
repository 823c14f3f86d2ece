#version 410 core
#include "colormap.glsl"
#include "contours.glsl"

in vec2 v_plane;

uniform sampler2D u_heights;    // scale coordinate, 1 if the surface has no hole there
uniform vec2 u_texels;          // columns, rows
uniform vec4 u_fill;
uniform vec3 u_contour_tint;     // keeps the darkest losses readable on a dark floor
uniform float u_contour_opacity;

out vec4 o_color;               // premultiplied

void main()
{
    vec4 color = vec4(u_fill.rgb * u_fill.a, u_fill.a);

    // Vertices are at the centres of texels.
    vec2 texel = (v_plane * 0.5 + 0.5) * (u_texels - 1.0) + 0.5;
    vec2 height = texture(u_heights, texel / u_texels).rg;
    float contour = contour_line(height.x, 1.2) * u_contour_opacity;
    contour = height.y > 0.999 && u_contours > 0.0 ? contour : 0.0;
    o_color = color;
    if (contour > 0.0)
        o_color = color * (1.0 - contour) + vec4(mix(color_map(height.x), u_contour_tint, 0.25), 1.0) * contour;
}
