#version 410 core
in vec3 vPlace;

out vec4 oColor; // premultiplied

void main()
{
    float fall = max(1.0 - dot(vPlace.xy, vPlace.xy), 0.0);
    oColor = vec4(0.0, 0.0, 0.0, fall * fall * vPlace.z);
}
