#version 410 core
in vec2 vTexel;

uniform sampler2D uPicture; // premultiplied

out vec4 oColor;

void main()
{
    oColor = texelFetch(uPicture, ivec2(vTexel * vec2(textureSize(uPicture, 0))), 0);
}
