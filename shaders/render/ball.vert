#version 410 core
// A square that faces the eye, in which the fragment shader draws a sphere.
layout(location = 0) in vec4 aCenterRadius;
layout(location = 1) in vec4 aColorSelected;

uniform mat4 uViewProjection;
uniform vec3 uEye;

out vec2 vPlace; // in radii
flat out vec3 vRight;
flat out vec3 vUp;
flat out vec3 vToEye;
flat out vec4 vCenterRadius;
flat out vec4 vColorSelected;

const float Margin = 1.6;

void main()
{
    vPlace = (vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0) * Margin;
    vToEye = normalize(uEye - aCenterRadius.xyz);
    vec3 right = cross(vec3(0.0, 1.0, 0.0), vToEye);
    vRight = dot(right, right) > 1e-6 ? normalize(right) : vec3(1.0, 0.0, 0.0);
    vUp = cross(vToEye, vRight);
    vCenterRadius = aCenterRadius;
    vColorSelected = aColorSelected;
    vec3 world = aCenterRadius.xyz + (vPlace.x * vRight + vPlace.y * vUp) * aCenterRadius.w;
    gl_Position = uViewProjection * vec4(world, 1.0);
}
