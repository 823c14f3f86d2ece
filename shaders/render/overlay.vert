#version 410 core
// A rectangle of the overlay, in fractions of the picture from the top left corner.
uniform vec4 uRectangle; // left, top, width, height

out vec2 vTexel;

void main()
{
    vTexel = uRectangle.xy + vec2(gl_VertexID & 1, gl_VertexID >> 1) * uRectangle.zw;
    gl_Position = vec4(vTexel.x * 2.0 - 1.0, 1.0 - vTexel.y * 2.0, 0.0, 1.0);
}
