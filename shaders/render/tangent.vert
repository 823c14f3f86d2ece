#version 410 core
// A patch of the tangent plane at a ball.
layout(location = 0) in vec3 a_position;
layout(location = 1) in vec2 a_local; // −1…1 over the patch

uniform mat4 u_view_projection;

out vec2 v_local;

void main()
{
    v_local = a_local;
    gl_Position = u_view_projection * vec4(a_position, 1.0);
    gl_Position.z -= 0.0002 * gl_Position.w;
}
