#version 410 core
#include "colormap.glsl"
#include "contours.glsl"

in float v_coordinate;
in vec3 v_normal;
in vec3 v_to_eye;
in vec3 v_half;
in vec2 v_light;
in vec2 v_grid;

uniform vec3 u_key_light;
uniform vec4 u_contour_color;
uniform vec2 u_grid_cells;
uniform float u_hatch;      // pixels between two hatching lines where heights are cut off

out vec4 o_color;

// Variants, since a software renderer also computes the branches that it does not take: MAP draws the exact colours of
// the losses, unlit; CUT hatches heights that are cut off; GRID draws the sampling grid.

const float CutSlack = 1e-3; // interpolation overshoots the scale a little

void main()
{
    vec3 flat_color = color_map(v_coordinate);
#ifdef MAP
    vec3 color = flat_color;
#else
    vec3 normal = normalize(v_normal);
    float facing = dot(normal, v_to_eye);
    float side = facing < 0.0 ? -1.0 : 1.0;
    normal *= side;

    // Adds light in squared sRGB values, a cheap approximation of linear light.
    vec3 albedo = flat_color * flat_color;
    float key = max(dot(normal, u_key_light), 0.0) * v_light.y * (side > 0.0 ? 1.0 : 0.25);
    float up = 0.5 + 0.5 * normal.y;
    vec3 sky = mix(vec3(0.12, 0.11, 0.14), vec3(0.29, 0.33, 0.41), up) * (v_light.x * v_light.x);
    float gloss = max(dot(normal, v_half), 0.0);
    gloss *= gloss;
    gloss *= gloss;
    gloss *= gloss;
    gloss *= gloss;
    float edge = 1.0 - side * facing;
    edge *= edge;
    vec3 color = albedo * (sky + key * vec3(1.22, 1.15, 1.02))
        + (gloss * key * 0.22 + edge * edge * 0.07 * up) * vec3(0.9, 0.95, 1.0);
    color = sqrt(color);
#endif

    // Heights beyond the scale are cut off: hatched, as in technical drawings. Contours are meaningless there.
#ifdef CUT
    bool is_cut = v_coordinate > 1.0 + CutSlack || v_coordinate < -CutSlack;
    if (is_cut)
    {
        float across = mod(gl_FragCoord.x + gl_FragCoord.y, u_hatch);
        color *= 1.0 - 0.55 * clamp(0.22 * u_hatch + 0.5 - abs(across - 0.5 * u_hatch), 0.0, 1.0);
    }
#else
    const bool is_cut = false;
#endif

    if (u_contours > 0.0 && !is_cut)
        color = mix(color, u_contour_color.rgb, contour_line(v_coordinate, 1.0) * u_contour_color.a);
#ifdef GRID
    vec2 cell = v_grid * u_grid_cells;
    vec2 width = fwidth(cell);
    vec2 line = clamp(1.0 - abs(cell - floor(cell + 0.5)) / width, 0.0, 1.0) * (1.0 - smoothstep(0.15, 0.4, width));
    color *= 1.0 - 0.28 * max(line.x, line.y);
#endif
    o_color = vec4(color, 1.0);
}
