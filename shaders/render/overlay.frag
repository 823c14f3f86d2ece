#version 410 core
in vec2 v_texel;

uniform sampler2D u_picture; // premultiplied

out vec4 o_color;

void main()
{
    o_color = texelFetch(u_picture, ivec2(v_texel * vec2(textureSize(u_picture, 0))), 0);
}
