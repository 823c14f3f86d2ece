#version 410 core
// A square that faces the eye; the fragment shader draws a sphere in it.
layout(location = 0) in vec4 a_center_radius;
layout(location = 1) in vec4 a_color_selected;

uniform mat4 u_view_projection;
uniform vec3 u_eye;

out vec2 v_local; // in radii
flat out vec3 v_right;
flat out vec3 v_up;
flat out vec3 v_to_eye;
flat out vec4 v_center_radius;
flat out vec4 v_color_selected;

const float Margin = 1.6;

void main()
{
    v_local = (vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0) * Margin;
    v_to_eye = normalize(u_eye - a_center_radius.xyz);
    vec3 right = cross(vec3(0.0, 1.0, 0.0), v_to_eye);
    v_right = dot(right, right) > 1e-6 ? normalize(right) : vec3(1.0, 0.0, 0.0);
    v_up = cross(v_to_eye, v_right);
    v_center_radius = a_center_radius;
    v_color_selected = a_color_selected;
    vec3 world = a_center_radius.xyz + (v_local.x * v_right + v_local.y * v_up) * a_center_radius.w;
    gl_Position = u_view_projection * vec4(world, 1.0);
}
