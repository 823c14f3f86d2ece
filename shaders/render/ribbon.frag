#version 410 core
noperspective in float v_across;
noperspective in float v_half_width;
noperspective in vec4 v_color;

uniform float u_opacity;

out vec4 o_color; // premultiplied

void main()
{
    float alpha = clamp(v_half_width + 0.5 - abs(v_across), 0.0, 1.0) * v_color.a * u_opacity;
    o_color = vec4(v_color.rgb * alpha, alpha);
}
