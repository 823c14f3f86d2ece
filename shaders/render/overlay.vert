#version 410 core
// A rectangle of the overlay, in fractions of the image from the top left corner.
uniform vec4 u_rectangle; // left, top, width, height

out vec2 v_texel;

void main()
{
    // Two triangles, in an order in which llvmpipe recognizes a rectangle.
    v_texel = u_rectangle.xy + vec2((0x32 >> gl_VertexID) & 1, (0x2C >> gl_VertexID) & 1) * u_rectangle.zw;
    gl_Position = vec4(v_texel.x * 2.0 - 1.0, 1.0 - v_texel.y * 2.0, 0.0, 1.0);
}
