// The activation, its slope and its curvature on four units; units from `count` on are padding, and remain 0.
#include "activation"

vec4 keep_units(vec4 value, uint unit, uint count)
{
    return mix(vec4(0.0), value, lessThan(uvec4(unit) + uvec4(0u, 1u, 2u, 3u), uvec4(count)));
}

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
