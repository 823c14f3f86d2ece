// Units from `count` on are padding, and remain 0.
vec4 keep_units(vec4 value, uint unit, uint count)
{
    return mix(vec4(0.0), value, lessThan(uvec4(unit) + uvec4(0u, 1u, 2u, 3u), uvec4(count)));
}
