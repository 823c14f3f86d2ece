#version 410 core
// A patch of the tangent plane at a ball.
layout(location = 0) in vec3 aPosition;
layout(location = 1) in vec2 aPlace; // −1…1 over the patch

uniform mat4 uViewProjection;

out vec2 vPlace;

void main()
{
    vPlace = aPlace;
    gl_Position = uViewProjection * vec4(aPosition, 1.0);
    gl_Position.z -= 0.0002 * gl_Position.w;
}
