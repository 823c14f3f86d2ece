#version 410 core
in vec3 v_local;

out vec4 o_color; // premultiplied

void main()
{
    float fall = max(1.0 - dot(v_local.xy, v_local.xy), 0.0);
    o_color = vec4(0.0, 0.0, 0.0, fall * fall * v_local.z);
}
