#version 410 core
// One triangle over the whole image, at the far end of the depth range.
uniform float u_aspect;

out vec2 v_local;

void main()
{
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4.0 - 1.0;
    v_local = vec2(corner.x * min(u_aspect, 1.6), corner.y - 0.1) * 0.62;
    gl_Position = vec4(corner, 1.0, 1.0);
}
