#version 410 core
in vec2 v_local;

uniform vec3 u_color;
uniform float u_opacity;

out vec4 o_color; // premultiplied

void main()
{
    // Lines every quarter of the half side, one pixel and a half wide.
    vec2 cell = v_local * 4.0;
    vec2 to_line = abs(fract(cell - 0.5) - 0.5) / fwidth(cell);
    float line = 1.0 - clamp(min(to_line.x, to_line.y) - 0.25, 0.0, 1.0);
    vec2 to_edge = (1.0 - abs(v_local)) / fwidth(v_local);
    float edge = 1.0 - clamp(min(to_edge.x, to_edge.y) - 1.0, 0.0, 1.0);
    float alpha = max(0.20 + 0.25 * line, 0.85 * edge);
    o_color = vec4(u_color, 1.0) * alpha * u_opacity;
}
