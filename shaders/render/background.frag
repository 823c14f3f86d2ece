#version 410 core
in vec2 v_local;

uniform vec3 u_center;
uniform vec3 u_edge;

out vec4 o_color;

void main()
{
    float fall = min(dot(v_local, v_local), 1.0);
    fall = fall * (2.0 - fall);
    // Half a step of noise hides the banding of 8 bits in a dark gradient.
    float noise = fract(52.98 * fract(dot(gl_FragCoord.xy, vec2(0.06711, 0.00584)))) - 0.5;
    o_color = vec4(mix(u_center, u_edge, fall) + noise / 255.0, 1.0);
}
