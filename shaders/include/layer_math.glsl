// The activation, its slope and its curvature on four units.
#include "activation"
#include "units.glsl"

vec4 activate4(vec4 z)
{
    return vec4(activate(z.x), activate(z.y), activate(z.z), activate(z.w));
}

vec4 slope4(vec4 z, vec4 a)
{
    return vec4(
        activation_slope(z.x, a.x), activation_slope(z.y, a.y),
        activation_slope(z.z, a.z), activation_slope(z.w, a.w));
}

vec4 curvature4(vec4 z, vec4 a)
{
    return vec4(
        activation_curvature(z.x, a.x), activation_curvature(z.y, a.y),
        activation_curvature(z.z, a.z), activation_curvature(z.w, a.w));
}
