#version 410 core
// The square below the surface.
uniform mat4 u_view_projection;
uniform float u_floor_height;

out vec2 v_plane;

void main()
{
    v_plane = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
    gl_Position = u_view_projection * vec4(v_plane.x, u_floor_height, v_plane.y, 1.0);
}
