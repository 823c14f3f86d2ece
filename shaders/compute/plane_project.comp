#version 430
// Sums for the projection of θ on a plane. First (d₁·Δ, d₂·Δ, Δ·Δ, 0); then, with RESIDUAL, (‖Δ − αd₁ − βd₂‖², 0, 0, 0)
// with α and β solved from the first sums and stored as point 0.
#define LOCAL_SIZE 64
#include "bindings.glsl"
#include "reduction.glsl"

layout(local_size_x = LOCAL_SIZE) in;
layout(std430, binding = SLOT_PARAMETERS) readonly buffer Parameters { vec4 parameters[]; };
layout(std430, binding = SLOT_ORIGIN) readonly buffer Origin { vec4 origin[]; };
layout(std430, binding = SLOT_FIRST) readonly buffer First { vec4 first[]; };
layout(std430, binding = SLOT_SECOND) readonly buffer Second { vec4 second[]; };
layout(std430, binding = SLOT_PARTIALS) writeonly buffer Partials { vec4 partials[]; };
layout(std430, binding = SLOT_RESULTS) readonly buffer Results { vec4 results[]; };
layout(std430, binding = SLOT_POINTS) writeonly buffer Points { vec2 points[]; };

uniform uint count4, result_first;
uniform vec4 inverse_gram; // G⁻¹, row-major

void main()
{
    vec4 sums = vec4(0.0);
#ifdef RESIDUAL
    vec2 dots = results[result_first].xy;
    vec2 at = vec2(dot(inverse_gram.xy, dots), dot(inverse_gram.zw, dots));
    if (gl_GlobalInvocationID.x == 0u)
        points[0] = at;
#endif
    uint stride = gl_NumWorkGroups.x * LOCAL_SIZE;
    for (uint i = gl_GlobalInvocationID.x; i < count4; i += stride)
    {
        vec4 delta = parameters[i] - origin[i];
#ifdef RESIDUAL
        delta -= at.x * first[i] + at.y * second[i];
        sums.x += dot(delta, delta);
#else
        sums += vec4(dot(delta, first[i]), dot(delta, second[i]), dot(delta, delta), 0.0);
#endif
    }
    sums = group_sum(sums);
    if (gl_LocalInvocationIndex == 0u)
        partials[gl_WorkGroupID.x] = sums;
}
