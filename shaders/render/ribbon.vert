#version 410 core
// One segment of a line with constant width in pixels. An instance reads four consecutive points: the previous one, the
// two ends, the next one. A negative width ends a line.
layout(location = 0) in vec4 a_before; // world position, width in pixels
layout(location = 1) in vec4 a_from;
layout(location = 2) in vec4 a_to;
layout(location = 3) in vec4 a_after;
layout(location = 4) in vec4 a_from_color;
layout(location = 5) in vec4 a_to_color;

uniform mat4 u_view_projection;
uniform vec2 u_half_size; // of the viewport, in pixels
uniform float u_bias;    // towards the eye, in normalized depth

noperspective out float v_across; // pixels from the centre of the line
noperspective out float v_half_width;
noperspective out vec4 v_color;

const float Near = 1e-3;

// The screen direction from a to b, or `otherwise` if the line ends or both coincide.
vec2 direction(vec4 a, vec4 b, bool ends, vec2 otherwise)
{
    if (ends || min(a.w, b.w) < Near) return otherwise;
    vec2 way = (b.xy / b.w - a.xy / a.w) * u_half_size;
    float length = length(way);
    return length > 0.05 ? way / length : otherwise;
}

void main()
{
    vec4 from = u_view_projection * vec4(a_from.xyz, 1.0);
    vec4 to = u_view_projection * vec4(a_to.xyz, 1.0);
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    v_across = v_half_width = 0.0;
    v_color = vec4(0.0);
    if (a_from.w < 0.0 || a_to.w < 0.0 || max(from.w, to.w) < Near) return;

    // Clips a segment that extends behind the eye.
    vec4 a = from.w < Near ? mix(from, to, (Near - from.w) / (to.w - from.w)) : from;
    vec4 b = to.w < Near ? mix(to, from, (Near - to.w) / (from.w - to.w)) : to;
    vec2 along = direction(a, b, false, vec2(1.0, 0.0));
    bool at_end = (gl_VertexID & 2) != 0;
    vec2 neighbour = at_end
        ? direction(b, u_view_projection * vec4(a_after.xyz, 1.0), a_after.w < 0.0, along)
        : direction(u_view_projection * vec4(a_before.xyz, 1.0), a, a_before.w < 0.0, along);
    vec2 normal = vec2(-along.y, along.x);
    vec2 miter = normal + vec2(-neighbour.y, neighbour.x);
    miter = dot(miter, miter) > 0.3 ? normalize(miter) : normal;

    v_half_width = 0.5 * (at_end ? a_to.w : a_from.w);
    v_color = at_end ? a_to_color : a_from_color;
    float side = (gl_VertexID & 1) != 0 ? 1.0 : -1.0;
    v_across = side * (v_half_width + 1.0);
    vec4 end_point = at_end ? b : a;
    vec2 offset = miter * (v_across / max(dot(miter, normal), 0.5));
    gl_Position = end_point + vec4(offset / u_half_size, -u_bias, 0.0) * end_point.w;
}
