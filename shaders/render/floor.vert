#version 410 core
// The square below the surface.
uniform mat4 uViewProjection;
uniform float uFloorHeight;

out vec2 vPlane;

void main()
{
    vPlane = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
    gl_Position = uViewProjection * vec4(vPlane.x, uFloorHeight, vPlane.y, 1.0);
}
