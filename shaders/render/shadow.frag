#version 410 core
in vec3 v_place;

out vec4 o_color; // premultiplied

void main()
{
    float fall = max(1.0 - dot(v_place.xy, v_place.xy), 0.0);
    o_color = vec4(0.0, 0.0, 0.0, fall * fall * v_place.z);
}
