#version 410 core
#include "colormap.glsl"
#include "contours.glsl"

in float vCoordinate;
in vec3 vNormal;
in vec3 vToEye;
in vec3 vHalf;
in vec2 vLight;
in vec2 vGrid;

uniform vec3 uKeyLight;
uniform vec4 uContourColor;
uniform vec2 uGridCells; // 0 hides the grid

out vec4 oColor;

void main()
{
    vec3 normal = normalize(vNormal);
    float facing = dot(normal, vToEye);
    float side = facing < 0.0 ? -1.0 : 1.0;
    normal *= side;

    // Light adds up in squares of sRGB values, a cheap stand-in for linear light.
    vec3 albedo = colorMap(vCoordinate);
    albedo *= albedo;
    float key = max(dot(normal, uKeyLight), 0.0) * vLight.y * (side > 0.0 ? 1.0 : 0.25);
    float up = 0.5 + 0.5 * normal.y;
    vec3 sky = mix(vec3(0.12, 0.11, 0.14), vec3(0.29, 0.33, 0.41), up) * (vLight.x * vLight.x);
    float gloss = max(dot(normal, vHalf), 0.0);
    gloss *= gloss;
    gloss *= gloss;
    gloss *= gloss;
    gloss *= gloss;
    float edge = 1.0 - side * facing;
    edge *= edge;
    vec3 color = albedo * (sky + key * vec3(1.22, 1.15, 1.02))
        + (gloss * key * 0.22 + edge * edge * 0.07 * up) * vec3(0.9, 0.95, 1.0);
    color = sqrt(color);

    if (uContours > 0.0)
        color = mix(color, uContourColor.rgb, contourLine(vCoordinate, 1.0) * uContourColor.a);
    if (uGridCells.x > 0.0)
    {
        vec2 cell = vGrid * uGridCells;
        vec2 width = fwidth(cell);
        vec2 line = clamp(1.0 - abs(cell - floor(cell + 0.5)) / width, 0.0, 1.0) * (1.0 - smoothstep(0.15, 0.4, width));
        color *= 1.0 - 0.28 * max(line.x, line.y);
    }
    oColor = vec4(color, 1.0);
}
