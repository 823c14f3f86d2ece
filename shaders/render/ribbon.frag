#version 410 core
noperspective in float vAcross;
noperspective in float vHalfWidth;
noperspective in vec4 vColor;

uniform float uOpacity;

out vec4 oColor; // premultiplied

void main()
{
    float alpha = clamp(vHalfWidth + 0.5 - abs(vAcross), 0.0, 1.0) * vColor.a * uOpacity;
    oColor = vec4(vColor.rgb * alpha, alpha);
}
