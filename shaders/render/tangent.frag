#version 410 core
in vec2 vPlace;

uniform vec3 uColor;
uniform float uOpacity;

out vec4 oColor; // premultiplied

void main()
{
    // Lines every quarter of the half side, one pixel and a half wide.
    vec2 cell = vPlace * 4.0;
    vec2 toLine = abs(fract(cell - 0.5) - 0.5) / fwidth(cell);
    float line = 1.0 - clamp(min(toLine.x, toLine.y) - 0.25, 0.0, 1.0);
    vec2 toEdge = (1.0 - abs(vPlace)) / fwidth(vPlace);
    float edge = 1.0 - clamp(min(toEdge.x, toEdge.y) - 1.0, 0.0, 1.0);
    float alpha = max(0.20 + 0.25 * line, 0.85 * edge);
    oColor = vec4(uColor, 1.0) * alpha * uOpacity;
}
