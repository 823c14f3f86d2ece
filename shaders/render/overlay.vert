#version 410 core
// A rectangle of the overlay, in fractions of the image from the top left corner.
uniform vec4 u_rectangle; // left, top, width, height

out vec2 v_texel;

void main()
{
    v_texel = u_rectangle.xy + vec2(gl_VertexID & 1, gl_VertexID >> 1) * u_rectangle.zw;
    gl_Position = vec4(v_texel.x * 2.0 - 1.0, 1.0 - v_texel.y * 2.0, 0.0, 1.0);
}
