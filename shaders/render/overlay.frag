#version 410 core
in vec2 v_texel;

uniform sampler2D u_picture; // premultiplied

out vec4 o_color;

void main()
{
    // Nothing but a lookup at an unmodified coordinate: llvmpipe copies and blends such rectangles as bytes.
    o_color = texture(u_picture, v_texel);
}
