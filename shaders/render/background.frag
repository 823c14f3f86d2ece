#version 410 core
in vec2 vPlace;

uniform vec3 uCenter;
uniform vec3 uEdge;

out vec4 oColor;

void main()
{
    float fall = min(dot(vPlace, vPlace), 1.0);
    fall = fall * (2.0 - fall);
    // Half a step of noise hides the bands that 8 bits leave in a dark gradient.
    float noise = fract(52.98 * fract(dot(gl_FragCoord.xy, vec2(0.06711, 0.00584)))) - 0.5;
    oColor = vec4(mix(uCenter, uEdge, fall) + noise / 255.0, 1.0);
}
