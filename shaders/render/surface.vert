#version 410 core
// One vertex of the height field; x and z follow from its number.
layout(location = 0) in vec4 aCoordinateNormal; // scale coordinate, normal
layout(location = 1) in vec2 aLight;            // sky, key light

uniform mat4 uViewProjection;
uniform vec3 uEye;
uniform int uColumns;
uniform int uRows;
uniform float uWorldHeight;
uniform vec3 uKeyLight;

out float vCoordinate;
out vec3 vNormal;
out vec3 vToEye;
out vec3 vHalf;
out vec2 vLight;
out vec2 vGrid;

void main()
{
    int row = gl_VertexID / uColumns;
    vGrid = vec2(gl_VertexID - row * uColumns, row) / vec2(uColumns - 1, uRows - 1);
    vec3 world = vec3(2.0 * vGrid.x - 1.0, uWorldHeight * aCoordinateNormal.x, 2.0 * vGrid.y - 1.0);
    vCoordinate = aCoordinateNormal.x;
    vNormal = aCoordinateNormal.yzw;
    vToEye = normalize(uEye - world);
    vHalf = normalize(vToEye + uKeyLight);
    vLight = aLight;
    gl_Position = uViewProjection * vec4(world, 1.0);
}
